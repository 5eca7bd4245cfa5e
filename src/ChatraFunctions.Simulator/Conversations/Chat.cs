using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Conversations;

/// <summary>
/// Where a visitor's chat stands. Of messages it has the ids: what they say may be edited until an event tells it. To be used under
/// the lock of <see cref="ChatRoom"/>.
/// </summary>
internal sealed class Chat(string clientId)
{
    private readonly List<string> _sinceFragment = [];
    private readonly List<string> _sinceTranscript = [];
    private readonly HashSet<string> _unreadByAgents = [];
    private readonly HashSet<string> _unreadByVisitor = [];
    private readonly HashSet<string> _joined = [];
    private readonly List<Session> _sessions = [];

    public string ClientId => clientId;

    /// <summary>From the first message of a visitor or an agent to the end; automatic ones start nothing.</summary>
    public bool IsStarted => StartedPage is not null;

    /// <summary>Where the visitor was when it started.</summary>
    public Page? StartedPage { get; private set; }

    /// <summary>Whether the visitor ever wrote: before that, there is nothing that an agent could respond to.</summary>
    public bool HasVisitorSpoken { get; private set; }

    public int UnreadByAgents => _unreadByAgents.Count;

    public int UnreadByVisitor => _unreadByVisitor.Count;

    /// <summary>Of the last change that is none of a message.</summary>
    public long Revision { get; set; }

    public IReadOnlyList<Session> Sessions => _sessions;

    /// <summary>Runs while messages wait for their fragment.</summary>
    public ITimer? FragmentTimer { get; set; }

    public void Start(Page page) => StartedPage = page;

    /// <summary>Who says something has read what was said before; an automatic message has read nothing.</summary>
    public void Add(HeldMessage message)
    {
        _sinceFragment.Add(message.Id);
        _sinceTranscript.Add(message.Id);
        if (message.AgentId is { } agentId)
        {
            _unreadByVisitor.Add(message.Id);
            if (message.IsAutomatic)
                return;
            _unreadByAgents.Clear();
            _joined.Add(agentId);
        }
        else
        {
            _unreadByAgents.Add(message.Id);
            _unreadByVisitor.Clear();
            HasVisitorSpoken = true;
        }
    }

    public void ReadByVisitor() => _unreadByVisitor.Clear();

    public void ReadByAgents() => _unreadByAgents.Clear();

    /// <returns>Whether that was the last of those who took part.</returns>
    public bool Leave(string agentId) => _joined.Remove(agentId) && _joined.Count == 0;

    /// <summary>"All the messages since previous <c>chatFragment</c> event".</summary>
    public IReadOnlyList<string> TakeFragment()
    {
        FragmentTimer?.Dispose();
        FragmentTimer = null;
        return Take(_sinceFragment);
    }

    /// <summary>The messages of the conversation that ends here, and those that nobody read.</summary>
    public (IReadOnlyList<string> All, IReadOnlySet<string> Missed) TakeTranscript()
    {
        var missed = _unreadByAgents.Union(_unreadByVisitor).ToHashSet();
        _unreadByAgents.Clear();
        _unreadByVisitor.Clear();
        _joined.Clear();
        return (Take(_sinceTranscript), missed);
    }

    public void Finish(Session session)
    {
        StartedPage = null;
        _sessions.Add(session);
    }

    private static string[] Take(List<string> ids)
    {
        var all = ids.ToArray();
        ids.Clear();
        return all;
    }
}
