using System.Net;

namespace ChatraFunctions.Simulator.Browsers;

/// <summary>
/// Any page in the developer's browser can send requests to this machine. The control surface and the pages' own requests are for the
/// simulator's pages only (and for programs, which send no <c>Origin</c>), the widget's for pages of this machine, and the REST API asks
/// for its keys.
/// </summary>
internal static class BrowserGuard
{
    public static void UseBrowserGuard(this IApplicationBuilder app) => app.Use((context, next) => Refusal(context) is { } refusal
        ? RefuseAsync(context, refusal)
        : next(context));

    private static string? Refusal(HttpContext context)
    {
        var (request, headers) = (context.Request, context.Request.Headers);
        if (request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            return null;
        // A name that was made to point here is another origin's way in (DNS rebinding).
        if (!IsLocal(request.Host.Host))
            return "Host must be 127.0.0.1 or localhost";
        var origin = (string?)headers.Origin;
        if (request.Path.StartsWithSegments("/_widget", StringComparison.Ordinal))
            return origin is null || IsLocalOrigin(origin) ? null : "Only pages of this machine have a widget here";
        if (IsForAll(request))
            return null;
        if (origin is not null && origin != $"{request.Scheme}://{request.Host}")
            return "Requests of other origins are refused";
        return (string?)headers["Sec-Fetch-Site"] is null or "same-origin" or "none" ? null : "Requests of other sites are refused";
    }

    /// <summary>Pages and their files: to be shown, or to be gone to from elsewhere. They change nothing.</summary>
    private static bool IsForAll(HttpRequest request) =>
        !request.Path.StartsWithSegments("/_simulator", StringComparison.Ordinal) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    private static bool IsLocalOrigin(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLocal(uri.Host);

    private static bool IsLocal(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Task RefuseAsync(HttpContext context, string refusal)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsJsonAsync(new { status = StatusCodes.Status403Forbidden, message = refusal }, context.RequestAborted);
    }
}
