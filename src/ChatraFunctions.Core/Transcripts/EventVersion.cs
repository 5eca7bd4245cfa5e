using System.Globalization;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// Decides which of two events knows better, in whatever order they arrive: the one with the later instant in it, then the one
/// whose conversation ends later (a transcript knows more than the fragments before it, though all three events of one visit
/// name the same start of it), then the transcript: where the agents leave a visitor who stays, it names no end, and ends with the
/// message of the last fragment, but knows which ones were missed. Then any fixed order. Compared ordinally.
/// </summary>
internal static class EventVersion
{
    public static string Of(ChatEvent chatEvent, string eventId)
    {
        var last = Math.Max(chatEvent.FinishedAt ?? 0, chatEvent.Messages.Select(message => message.CreatedAt).DefaultIfEmpty().Max());
        var visit = chatEvent.Client.Find("latestVisit");
        var latest = Math.Max(last, Math.Max(InstantIn("startedAt"), InstantIn("finishedAt")));
        return string.Create(CultureInfo.InvariantCulture, $"{latest:D15}-{last:D15}-{Rank(chatEvent.Name)}-{eventId}");

        long InstantIn(string name) => Instant.TryRead(visit.Find(name), out var instant) ? instant : 0;
    }

    private static int Rank(string eventName) => eventName switch
    {
        EventNames.ChatTranscript => 2,
        EventNames.ChatFragment => 1,
        _ => 0,
    };
}
