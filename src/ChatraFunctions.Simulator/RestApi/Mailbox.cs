namespace ChatraFunctions.Simulator.RestApi;

/// <summary>The messages of the account, of agents and visitors, in the order in which they came.</summary>
internal sealed class Mailbox(TimeProvider time)
{
    private readonly List<HeldMessage> _messages = [];
    private readonly Lock _gate = new();

    /// <summary>A pushed message; a random agent's when none is named.</summary>
    public HeldMessage Push(string clientId, string text, string? agentId, string? groupId) => Add((id, now) =>
        new HeldMessage(id, clientId, text, agentId ?? Agents.AnyOne(), groupId, now.ToUnixTimeMilliseconds(), now, IsPushed: true));

    /// <summary>An agent's message.</summary>
    public HeldMessage Say(string clientId, string text, string agentId, string? receivedFrom) => Add((id, now) =>
        new HeldMessage(id, clientId, text, agentId, null, now.ToUnixTimeMilliseconds(), now, ReceivedFrom: receivedFrom));

    /// <summary>A visitor's message, written in the widget.</summary>
    public HeldMessage Receive(string clientId, string text) => Add((id, now) =>
        new HeldMessage(id, clientId, text, null, null, now.ToUnixTimeMilliseconds(), now));

    /// <summary><c>null</c> for an unknown id and for a deleted message.</summary>
    public HeldMessage? Find(string id)
    {
        lock (_gate)
            return _messages.Find(message => message.Id == id && message.DeletedAt is null);
    }

    public HeldMessage? Edit(string id, string text) =>
        Change(id, (message, now) => message with { Text = text, EditedAt = now });

    public HeldMessage? Delete(string id) => Change(id, (message, now) => message with { DeletedAt = now });

    public IReadOnlyList<HeldMessage> All()
    {
        lock (_gate)
            return [.. _messages];
    }

    public void Forget()
    {
        lock (_gate)
            _messages.Clear();
    }

    private HeldMessage Add(Func<string, DateTimeOffset, HeldMessage> create)
    {
        lock (_gate)
        {
            var message = create(Ids.New(), time.GetUtcNow());
            _messages.Add(message);
            return message;
        }
    }

    private HeldMessage? Change(string id, Func<HeldMessage, DateTimeOffset, HeldMessage> change)
    {
        lock (_gate)
        {
            var index = _messages.FindIndex(message => message.Id == id && message.DeletedAt is null);
            return index < 0 ? null : _messages[index] = change(_messages[index], time.GetUtcNow());
        }
    }
}
