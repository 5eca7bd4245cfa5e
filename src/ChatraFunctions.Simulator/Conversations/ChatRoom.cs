using System.Text.Json;
using ChatraFunctions.Simulator.RestApi;
using ChatraFunctions.Simulator.Webhooks;

namespace ChatraFunctions.Simulator.Conversations;

/// <summary>
/// Visitors and agents talk here, through the control surface and the REST API alike, and whatever Chatra would tell of it becomes an
/// event. The rules are in the README beside this project.
/// </summary>
internal sealed class ChatRoom(Mailbox mailbox, Agents agents, Visitors visitors, WebhookOutbox webhooks, TimeProvider time) : IDisposable
{
    private readonly Dictionary<string, Chat> _chats = new(StringComparer.Ordinal);
    private readonly EventBodies _bodies = new(agents);
    private readonly Lock _gate = new();

    public HeldMessage Push(string clientId, string text, string? agentId, string? groupId) =>
        Say(clientId, () => mailbox.Push(clientId, text, agentId, groupId));

    public HeldMessage Trigger(string clientId, string text, string agentId) => Say(clientId, () => mailbox.Trigger(clientId, text, agentId));

    public HeldMessage SayAsAgent(string clientId, string text, string agentId, string? receivedFrom, JsonElement? file = null) =>
        Say(clientId, () => mailbox.Say(clientId, text, agentId, receivedFrom, file));

    /// <summary>Whoever writes is there.</summary>
    public HeldMessage SayAsVisitor(string clientId, string text, JsonElement? file = null)
    {
        lock (_gate)
        {
            if (!Visitor(Meet(clientId)).IsOnline)
                Arrive(clientId, Arrival.Default);
            return Say(clientId, () => mailbox.Receive(clientId, text, file));
        }
    }

    /// <summary>As above, on this page; a message whose key has come before has arrived already.</summary>
    public HeldMessage SayInWidget(string clientId, string text, string key, Page page)
    {
        lock (_gate)
        {
            if (mailbox.FindKey(clientId, key) is { } known)
                return known;
            if (!Visitor(Meet(clientId)).IsOnline)
                Arrive(clientId, new Arrival(page, []), isLooking: true);
            return Say(clientId, () => mailbox.Receive(clientId, text, key: key));
        }
    }

    /// <summary>Comes, or goes on to another page.</summary>
    /// <param name="clientId">Who.</param>
    /// <param name="arrival">Where.</param>
    /// <param name="isLooking">Whether the visitor sees what was written: not with a widget that is closed.</param>
    /// <returns>What was said before is of this version or an earlier one; and whether a conversation goes on.</returns>
    public (long Version, bool IsStarted) Arrive(string clientId, Arrival arrival, bool isLooking = true)
    {
        lock (_gate)
        {
            var chat = Meet(clientId);
            if (isLooking)
                chat.ReadByVisitor();
            visitors.Change(clientId, visitor => visitor.Arrived(arrival, mailbox.Instant()));
            Touch(chat);
            return (chat.Revision, chat.IsStarted);
        }
    }

    /// <summary>More becomes known of a visitor, or other things.</summary>
    public void Inform(string clientId, Func<Visitor, Visitor> change)
    {
        lock (_gate)
        {
            var chat = Meet(clientId);
            visitors.Change(clientId, change);
            Touch(chat);
        }
    }

    /// <summary>What a visitor's widget has not seen yet; <c>null</c> when it has seen all.</summary>
    public WidgetNews? News(string clientId, string account, long after)
    {
        lock (_gate)
        {
            var (chat, changes) = (Meet(clientId), mailbox.Changes.Now);
            var seen = account == changes.Account ? after : -1;
            var messages = mailbox.All().Where(message => message.ClientId == clientId && message.Revision > seen).ToList();
            return messages.Count == 0 && chat.Revision <= seen
                ? null
                : new WidgetNews(
                    changes.Account, changes.Version, chat.IsStarted, chat.UnreadByVisitor, [.. messages.Select(message => WidgetMessage.Of(message, agents))]);
        }
    }

    /// <returns>False when the visitor is not there.</returns>
    public bool ReadAsVisitor(string clientId)
    {
        lock (_gate)
        {
            if (visitors.Find(clientId) is not { IsOnline: true })
                return false;
            var chat = Meet(clientId);
            chat.ReadByVisitor();
            Touch(chat);
            return true;
        }
    }

    public void ReadAsAgent(string clientId)
    {
        lock (_gate)
        {
            var chat = Meet(clientId);
            chat.ReadByAgents();
            Touch(chat);
        }
    }

    /// <summary>"Chat is considered finished after the visitor goes offline…"</summary>
    /// <returns>False when the visitor is not there.</returns>
    public bool Leave(string clientId)
    {
        lock (_gate)
        {
            if (visitors.Find(clientId) is not { IsOnline: true })
                return false;
            var chat = Meet(clientId);
            Flush(chat); // While the visitor is there.
            var at = mailbox.Instant();
            visitors.Change(clientId, visitor => visitor.Left(at));
            Finish(chat, at);
            Touch(chat);
            return true;
        }
    }

    /// <summary>"…or all the agents who participated in the conversation leave the chat."</summary>
    public void LeaveAsAgent(string clientId, string agentId)
    {
        lock (_gate)
        {
            var chat = Meet(clientId);
            if (!chat.Leave(agentId))
                return;
            Flush(chat);
            Finish(chat, mailbox.Instant());
            Touch(chat);
        }
    }

    public IReadOnlyList<ChatSummary> All()
    {
        lock (_gate)
            return [.. _chats.Values.Select(chat => ChatSummary.Of(chat, Visitor(chat)))];
    }

    /// <summary><c>null</c> for an unknown visitor.</summary>
    public ChatView? View(string clientId)
    {
        lock (_gate)
        {
            if (!_chats.TryGetValue(clientId, out var chat))
                return null;
            var all = mailbox.All().Where(message => message.ClientId == clientId).ToLookup(message => message.DeletedAt is null);
            return ChatView.Of(chat, Visitor(chat), _bodies.Messages([.. all[true]]), _bodies.Messages([.. all[false]]));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var chat in _chats.Values)
                chat.FragmentTimer?.Dispose();
        }
    }

    private HeldMessage Say(string clientId, Func<HeldMessage> say)
    {
        lock (_gate)
        {
            var chat = Meet(clientId);
            var message = say();
            chat.Add(message);
            if (!message.IsAutomatic)
                Tell(chat, message);
            Touch(chat);
            return message;
        }
    }

    private void Tell(Chat chat, HeldMessage message)
    {
        if (!chat.IsStarted)
        {
            var visitor = Visitor(chat);
            chat.Start(visitor.Page);
            webhooks.Add(visitor, () => _bodies.Started(message, visitor, visitor.Page));
        }

        if (!chat.HasVisitorSpoken)
            return;
        if (webhooks.FragmentDelay == TimeSpan.Zero)
            TellFragment(chat);
        else
            chat.FragmentTimer ??= time.CreateTimer(_ => FlushLater(chat), null, webhooks.FragmentDelay, Timeout.InfiniteTimeSpan);
    }

    private void FlushLater(Chat chat)
    {
        lock (_gate)
            Flush(chat);
    }

    /// <summary>Tells now what waits.</summary>
    private void Flush(Chat chat)
    {
        if (chat.FragmentTimer is not null)
            TellFragment(chat);
    }

    private void TellFragment(Chat chat)
    {
        var messages = Held(chat.TakeFragment());
        if (messages.Count > 0)
            webhooks.Add(Visitor(chat), () => _bodies.Fragment(messages, Visitor(chat)));
    }

    private void Finish(Chat chat, long at)
    {
        if (chat.StartedPage is not { } page)
            return;

        var (all, missed) = chat.TakeTranscript();
        foreach (var id in missed)
            mailbox.Miss(id);
        var (messages, visitor) = (Held(all), Visitor(chat));
        webhooks.Add(visitor, () => _bodies.Transcript(messages, visitor, page));
        chat.Finish(new Session(
            at, messages.Count, messages.Count(message => message.IsMissed), page.HostName, page.AsBody(), _bodies.AgentsIn(messages), visitor.ViewedPages()));
    }

    /// <summary>Without those that were deleted meanwhile.</summary>
    private List<HeldMessage> Held(IReadOnlyList<string> ids) => [.. ids.Select(mailbox.Find).OfType<HeldMessage>()];

    private void Touch(Chat chat) => chat.Revision = mailbox.Changes.Note();

    private Visitor Visitor(Chat chat) => visitors.Find(chat.ClientId)!;

    /// <summary>A clientId may be bound before its visitor comes, so a message can be the first that Chatra hears of them.</summary>
    private Chat Meet(string clientId)
    {
        visitors.Meet(clientId);
        if (!_chats.TryGetValue(clientId, out var chat))
            _chats.Add(clientId, chat = new Chat(clientId));
        return chat;
    }
}
