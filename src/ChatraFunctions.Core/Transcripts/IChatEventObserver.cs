using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Transcripts;

/// <summary>Learns something from an event, beside what is stored of it.</summary>
internal interface IChatEventObserver
{
    /// <summary>
    /// Called once the event is stored, and again when the event comes again; the event is not done with before this returns. What
    /// it throws brings the event again.
    /// </summary>
    Task ObserveAsync(ChatEvent chatEvent, CancellationToken cancellationToken);
}
