using System.Text.Json;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>The messages of the account, of agents and visitors, in the order in which they came.</summary>
internal sealed class Mailbox(TimeProvider time)
{
    private readonly List<HeldMessage> _messages = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _latest;

    /// <summary>Each message that comes, changes or goes is one; so is what <see cref="Conversations.ChatRoom"/> adds.</summary>
    public Changes Changes { get; } = new();

    /// <summary>A pushed message; a random agent's when none is named.</summary>
    public HeldMessage Push(string clientId, string text, string? agentId, string? groupId) => Add((id, at, now) =>
        new HeldMessage(id, clientId, text, agentId ?? Agents.AnyOne(), groupId, at, now, IsPushed: true));

    /// <summary>An agent's message.</summary>
    public HeldMessage Say(string clientId, string text, string agentId, string? receivedFrom, JsonElement? file = null) => Add((id, at, now) =>
        new HeldMessage(id, clientId, text, agentId, null, at, now, ReceivedFrom: receivedFrom, File: file));

    /// <summary>An automatic message of "Targeted chats &amp; triggers".</summary>
    public HeldMessage Trigger(string clientId, string text, string agentId) => Add((id, at, now) =>
        new HeldMessage(id, clientId, text, agentId, null, at, now, IsTrigger: true));

    /// <summary>A visitor's message, written in the widget.</summary>
    public HeldMessage Receive(string clientId, string text, JsonElement? file = null, string? key = null) => Add((id, at, now) =>
        new HeldMessage(id, clientId, text, null, null, at, now, File: file, Key: key));

    /// <summary><c>null</c> for a key that the visitor's widget has not used yet.</summary>
    public HeldMessage? FindKey(string clientId, string key)
    {
        lock (_gate)
            return _messages.Find(message => message.Key == key && message.ClientId == clientId);
    }

    /// <summary>
    /// Now, in milliseconds since 1970, later than all instants before it: what happens in a chat can be ordered by its times.
    /// </summary>
    public long Instant()
    {
        lock (_gate)
            return _latest = Math.Max(_latest + 1, time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <summary><c>null</c> for an unknown id and for a deleted message.</summary>
    public HeldMessage? Find(string id) => FindAny(id) is { DeletedAt: null } message ? message : null;

    /// <summary>Deleted or not; <c>null</c> for an unknown id.</summary>
    public HeldMessage? FindAny(string id)
    {
        lock (_gate)
            return _places.TryGetValue(id, out var place) ? _messages[place] : null;
    }

    public HeldMessage? Edit(string id, string text) =>
        Change(id, (message, now) => message with { Text = text, EditedAt = now });

    public HeldMessage? Delete(string id) => Change(id, (message, now) => message with { DeletedAt = now });

    /// <summary>The other side did not see it before the chat was finished.</summary>
    public void Miss(string id) =>
        Change(id, (message, _) => message.AgentId is null ? message with { IsMissed = true } : message with { IsMissedByClient = true });

    public IReadOnlyList<HeldMessage> All()
    {
        lock (_gate)
            return [.. _messages];
    }

    public void Forget()
    {
        lock (_gate)
        {
            _messages.Clear();
            _places.Clear();
            Changes.Restart();
        }
    }

    private HeldMessage Add(Func<string, long, DateTimeOffset, HeldMessage> create)
    {
        lock (_gate)
        {
            var message = create(Ids.New(), Instant(), time.GetUtcNow()) with { Revision = Changes.Note() };
            _places.Add(message.Id, _messages.Count);
            _messages.Add(message);
            return message;
        }
    }

    private HeldMessage? Change(string id, Func<HeldMessage, DateTimeOffset, HeldMessage> change)
    {
        lock (_gate)
            return Find(id) is { } message
                ? _messages[_places[id]] = change(message, time.GetUtcNow()) with { Revision = Changes.Note() }
                : null;
    }
}
