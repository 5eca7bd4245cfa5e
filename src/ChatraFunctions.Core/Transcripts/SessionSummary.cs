using System.Text.Json;
using ChatraFunctions.Storage;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Transcripts;

/// <summary>What a list shows of a finished conversation: all of it from the one transcript, so that it never changes.</summary>
/// <param name="EventId">The transcript's event.</param>
/// <param name="ClientId">The visitor; null where the id is longer than any key.</param>
/// <param name="DisplayedName">How Chatra shows the visitor, cut to what a list has room for.</param>
/// <param name="HostName">The site, where it can be one's name.</param>
/// <param name="MessageCount">How many messages the transcript had.</param>
/// <param name="OfflineMessagesCount">Missed and offline ones; null where it did not say.</param>
/// <param name="Agents">Who took part.</param>
internal sealed record SessionSummary(
    string EventId, string? ClientId, string? DisplayedName, string? HostName, int MessageCount, int? OfflineMessagesCount, AgentList Agents)
{
    /// <summary>A DNS name has 253 characters at most: what is longer is no host's.</summary>
    private const int MaxHostName = 253;

    private const int MaxName = 200;

    public static SessionSummary Of(ChatEvent transcript, string eventId) => new(
        eventId,
        TableKey.Fits(transcript.ClientId) ? transcript.ClientId : null,
        Text(transcript.Client, "displayedName") is { Length: > 0 } name ? Cut(name) : null,
        HostNameOf(Text(transcript.Root, "hostName")),
        transcript.Messages.Count,
        transcript.Root.Find("offlineMessagesCount") is { ValueKind: JsonValueKind.Number } count && count.TryGetInt32(out var number) ? number : null,
        AgentList.Of(transcript.Root.Find("agents")));

    /// <summary>As much of it as its session's row tells: what it can be looked for by.</summary>
    public static SessionSummary Of(string eventId, string? hostName, int? offlineMessagesCount, JsonElement agents) =>
        new(eventId, null, null, HostNameOf(hostName), 0, offlineMessagesCount, AgentList.Of(agents));

    private static string? HostNameOf(string? text) => text is { Length: > 0 and <= MaxHostName } ? text : null;

    /// <summary>Never between the halves of a surrogate pair.</summary>
    internal static string Cut(string text) =>
        text.Length <= MaxName ? text : text[..(char.IsHighSurrogate(text[MaxName - 1]) ? MaxName - 1 : MaxName)];

    private static string? Text(JsonElement parent, string name) => parent.Find(name) is var value && value.IsString() ? value.GetString() : null;
}
