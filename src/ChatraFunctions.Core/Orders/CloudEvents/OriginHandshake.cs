using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Orders.CloudEvents;

/// <summary>
/// The handshake of CloudEvents' "HTTP 1.1 Web Hooks" (section 4): a sender asks, before it sends anything, whether its events are
/// wanted here. Whoever has the route's key may send; so whoever asks with it is told yes.
/// </summary>
public static class OriginHandshake
{
    public const string RequestHeader = "WebHook-Request-Origin";
    public const string OriginHeader = "WebHook-Allowed-Origin";
    public const string RateHeader = "WebHook-Allowed-Rate";

    /// <summary>Requests a minute: as many as it likes, for they only go into a queue.</summary>
    public const string AnyRate = "*";

    /// <summary>Longest name that DNS knows; the origin is one.</summary>
    private const int MaxOriginLength = 253;

    /// <summary>The origin that may send.</summary>
    public static Outcome<string> Answer(string source, IHeaderDictionary headers)
    {
        if (!source.Equals(CloudEventsSource.SourceName, StringComparison.OrdinalIgnoreCase))
            return new Refusal(RefusalReason.NotFound, $"Only the source {CloudEventsSource.SourceName} has this handshake.");

        var origin = headers[RequestHeader].ToString();
        return origin.Length is > 0 and <= MaxOriginLength && origin.All(character => character is > ' ' and <= '~')
            ? origin
            : new Refusal(RefusalReason.Invalid, $"The header {RequestHeader} must name the sender, such as eventemitter.example.com.");
    }
}
