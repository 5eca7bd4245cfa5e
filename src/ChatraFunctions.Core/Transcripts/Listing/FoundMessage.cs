namespace ChatraFunctions.Transcripts.Listing;

/// <summary>A message that has the text that was searched for.</summary>
/// <param name="Id">Chatra's id.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Excerpt">The text around the place.</param>
public sealed record FoundMessage(string Id, DateTimeOffset CreatedAt, string Excerpt)
{
    private const int Around = 80;

    /// <summary>Null where the message does not have the text, in whatever case.</summary>
    internal static FoundMessage? In(StoredMessage message, string text)
    {
        if (message.Text?.IndexOf(text, StringComparison.OrdinalIgnoreCase) is not ({ } at and >= 0))
            return null;

        var (first, after) = (Math.Max(0, at - Around), Math.Min(message.Text.Length, at + text.Length + Around));
        if (first > 0 && char.IsLowSurrogate(message.Text[first]))
            first++;

        if (after < message.Text.Length && char.IsHighSurrogate(message.Text[after - 1]))
            after--;

        return new FoundMessage(message.Id, message.CreatedAt, $"{(first > 0 ? "…" : "")}{message.Text[first..after]}{(after < message.Text.Length ? "…" : "")}");
    }
}
