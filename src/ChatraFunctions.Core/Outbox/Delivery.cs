using System.Collections.Immutable;
using Azure;

namespace ChatraFunctions.Outbox;

/// <summary>
/// A pushed message and its life so far: the row in <c>Deliveries</c>, which is the truth. Queue messages are wake-up calls that
/// may come twice, late, or after the message is done with.
/// </summary>
public sealed record Delivery
{
    private const string LaterState = "a later state of the order took its place";

    /// <summary>The same key is the same message.</summary>
    public required string Key { get; init; }

    public DeliveryKind Kind { get; init; }

    /// <summary>The customer's chat; null when there was none to send it to.</summary>
    public string? ClientId { get; init; }

    /// <summary>The shop's own id of the customer, where it is known: also one who is not bound to a chat.</summary>
    public string? CustomerId { get; init; }

    /// <summary>What the customer is to read; of a <see cref="DeliveryKind.VisitorUpdate"/> which fields, see <see cref="VisitorUpdates"/>.</summary>
    public required string Text { get; init; }

    /// <summary>How often the text was replaced since the message was queued.</summary>
    public int Revision { get; init; }

    /// <summary>A call that was to make the message ended without an answer.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>The revision that the last call carried; where Chatra's answer never came, it may be the one that Chatra has.</summary>
    public int TriedRevision { get; init; }

    /// <summary>The text of that revision, as <see cref="MessageText.Digest"/>; null before the first call.</summary>
    public string? TriedText { get; init; }

    /// <summary>The revision that Chatra has, once sent.</summary>
    public int SentRevision { get; init; }

    /// <summary>It is to be taken back.</summary>
    public bool IsUnwanted { get; init; }

    /// <summary>A later state of the same order is known: it is not to be sent any more, and stays where it was sent.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>What an order's message says, as a digest, apart from its wording; null for a message that somebody wrote.</summary>
    public string? Content { get; init; }

    public string? AgentId { get; init; }

    public string? GroupId { get; init; }

    /// <summary>The agent of a help desk, in place of <see cref="AgentId"/>.</summary>
    public string? AgentEmail { get; init; }

    public string? AgentName { get; init; }

    /// <summary>A mark of the sender's own, which comes back in webhooks.</summary>
    public string? ReceivedFrom { get; init; }

    public required DeliveryStatus Status { get; init; }

    /// <summary>Why it was skipped, superseded or failed.</summary>
    public string? Reason { get; init; }

    /// <summary>Chatra's id, once sent.</summary>
    public string? MessageId { get; init; }

    /// <summary>Calls on Chatra so far, whatever came of them.</summary>
    public int Attempts { get; init; }

    /// <summary>The customer did not see it while the chat lasted, as Chatra's transcript says.</summary>
    public bool IsMissedByClient { get; init; }

    /// <summary>Attempts that ended in a fault worth a retry; they decide the back-off. A 429 or a pause is not one of them.</summary>
    public int Faults { get; init; }

    public string? LastError { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Not to be tried before this instant.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When the sender that it belongs to took it, while <see cref="DeliveryStatus.Sending"/>.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    public ImmutableArray<HistoryEntry> History { get; init; } = [];

    /// <summary>The row as it was read; a write under it fails when somebody else was quicker.</summary>
    internal ETag ETag { get; init; }

    /// <summary>The keys of the rows beside it that go with the row as it was read; see <see cref="DeliveryRow"/>.</summary>
    internal ImmutableArray<string> Companions { get; init; } = [];

    /// <summary>What Chatra is to be asked for next.</summary>
    public DeliveryTask Task => (Kind, MessageId, IsUnwanted) switch
    {
        (DeliveryKind.VisitorUpdate, _, _) => DeliveryTask.UpdateVisitor,
        (_, null, _) => DeliveryTask.Create,
        (_, _, true) => DeliveryTask.Delete,
        _ => DeliveryTask.Edit,
    };

    /// <summary>It is not to be sent any more, and as far as anybody knows it was not.</summary>
    public bool IsTakenBack => Task == DeliveryTask.Create && (IsUnwanted || IsOutdated);

    /// <summary>Chatra may have the message all the same: a webhook can tell.</summary>
    public bool IsAwaited => Task == DeliveryTask.Create && (IsInDoubt || Status == DeliveryStatus.Sending);

    /// <summary>Whether a wake-up has anything left to do.</summary>
    public bool IsUnsent => Status is DeliveryStatus.Queued or DeliveryStatus.Released or DeliveryStatus.Sending;

    /// <summary>It waits for the next try after a fault.</summary>
    internal bool IsBackingOff(DateTimeOffset now) => Status == DeliveryStatus.Queued && NotBefore > now;

    /// <summary>The status that the one who queued it was told; a repeat is told the same.</summary>
    public DeliveryStatus FirstStatus => History[0].Status;

    /// <summary>Chatra cannot have it from before; a retry queues it anew.</summary>
    internal DateTimeOffset FirstQueuedAt => History.IsDefaultOrEmpty ? QueuedAt : History[0].At;

    /// <summary>
    /// Chatra has the given revision. Where the text was replaced or the message taken back meanwhile, that is what is left to do.
    /// </summary>
    internal Delivery Has(int revision, DeliveryStatus status, DateTimeOffset at, string? note = null)
    {
        var current = this with { SentRevision = revision, IsInDoubt = false, Faults = 0, LastError = null, Reason = null, ClaimedAt = null, NotBefore = null };
        var done = current.Enter(status, at, note);
        return IsUnwanted || Revision != revision ? done.Enter(DeliveryStatus.Queued, at, IsUnwanted ? "to be deleted" : "to be edited") : done;
    }

    /// <summary>It is not sent, for there is later news.</summary>
    internal Delivery Supersede(DateTimeOffset at, string? note = null) => Enter(DeliveryStatus.Superseded, at, note) with
    {
        IsOutdated = true,
        Reason = LaterState,
        ClaimedAt = null,
        NotBefore = null,
    };

    /// <summary>
    /// Without its text and its person, nor Chatra's words on it, which may repeat what was sent. What is not sent yet will not be.
    /// </summary>
    internal Delivery Erase(DateTimeOffset at) => (this with
    {
        Text = "",
        ClientId = null,
        CustomerId = null,
        TriedText = null,
        Content = null,
        LastError = null,
        Reason = null,
        NotBefore = null,
        ClaimedAt = null,
        IsUnwanted = IsUnwanted || IsUnsent,
        History = History.IsDefault ? [] : [.. History.Select(entry => entry with { Note = null })],
    }).Enter(IsUnsent ? DeliveryStatus.Deleted : Status, at, "erased");

    internal Delivery Enter(DeliveryStatus status, DateTimeOffset at, string? note = null) =>
        this with { Status = status, History = DeliveryHistory.Append(History, new HistoryEntry(at, status, note)) };
}
