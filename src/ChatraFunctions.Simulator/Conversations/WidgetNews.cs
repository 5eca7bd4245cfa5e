namespace ChatraFunctions.Simulator.Conversations;

/// <summary>What a visitor's widget is told.</summary>
/// <param name="Account">To be given back with <paramref name="Version"/>.</param>
/// <param name="Version">After which to ask the next time.</param>
/// <param name="IsStarted">Whether a conversation goes on.</param>
/// <param name="Unread">Messages that the visitor has not seen.</param>
/// <param name="Messages">Those that came, changed or went, in the order in which they came.</param>
/// <param name="Again">Milliseconds to wait before the next time.</param>
internal sealed record WidgetNews(
    string Account, long Version, bool IsStarted, int Unread, IReadOnlyList<WidgetMessage> Messages, int Again = 0);
