using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// Keys of <c>ChatIndex</c>: <c>{time, descending}-{kind}-{what}</c>, and in a day's partition the same once more after
/// <c>a-{agent}-</c>, <c>h-{host}-</c> and <c>m-</c> (missed messages) for the ends they are true of. Digits stand before letters, so
/// each is one range.
/// </summary>
internal static class IndexKeys
{
    /// <summary>Ends of conversations with messages that nobody saw in time.</summary>
    public const string Missed = "m-";

    /// <summary>What all days' partitions begin with.</summary>
    public const string Days = "day:";

    private const long Newest = 999_999_999_999_999;

    public static string Of(long at, string kind, string what) => string.Create(CultureInfo.InvariantCulture, $"{Newest - at:D15}-{kind}-{what}");

    public static string Day(long at) => Day(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime));

    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Days}{day:yyyyMMdd}");

    public static string Client(string clientId) => "client:" + TableKey.Escape(clientId);

    /// <summary>Ids of any length and any characters make keys of one length.</summary>
    public static string Agent(string agentId) => $"a-{Digest(agentId)}-";

    public static string Host(string hostName) => $"h-{Digest(Folded(hostName))}-";

    /// <summary>Names of hosts are the same in any case.</summary>
    public static string Folded(string hostName) => hostName.ToLowerInvariant();

    public static IEnumerable<string> FacetsOf(SessionSummary summary)
    {
        foreach (var agentId in summary.Agents.Ids)
            yield return Agent(agentId);

        if (summary.HostName is { } host)
            yield return Host(host);

        if (summary.OfflineMessagesCount > 0)
            yield return Missed;
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
