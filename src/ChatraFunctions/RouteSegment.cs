using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatraFunctions;

/// <summary>
/// An id in a path. It is one percent-encoded segment and may hold anything, also <c>/</c> and <c>%</c>, which routing leaves
/// encoded or decodes twice; so it is read from the request line itself.
/// </summary>
internal static class RouteSegment
{
    /// <summary>
    /// Stands on every request that the Functions host forwards to the worker, and on no other. The host's proxy encodes a path
    /// anew in which ASP.NET has left <c>%2F</c> as it came, so that it arrives as <c>%252F</c>.
    /// </summary>
    private const string ForwardedHeader = "x-ms-invocation-id";

    /// <summary>The decoded segment after a literal one, such as <c>customers</c>, or further on.</summary>
    public static string After(HttpRequest request, string literal, int skip = 0)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var segments = (query < 0 ? target : target[..query]).Split('/');
        var index = Array.FindIndex(segments, segment => segment.Equals(literal, StringComparison.OrdinalIgnoreCase));
        var id = Uri.UnescapeDataString(segments[index + 1 + skip]);
        return request.Headers.ContainsKey(ForwardedHeader) ? id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : id;
    }
}
