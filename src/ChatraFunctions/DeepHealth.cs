using Microsoft.AspNetCore.Http;

namespace ChatraFunctions;

/// <summary>
/// The way from <c>GET /health?deep=true</c> to <see cref="Functions.CheckHealth"/>: a function that is open to all cannot ask the host
/// whether a key is valid.
/// </summary>
internal static class DeepHealth
{
    public static bool IsAskedFor(HttpRequest request) => string.Equals(request.Query["deep"], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>307 to the same host, with the key of the query; clients keep their headers, and so a key in <c>x-functions-key</c>, by themselves.</summary>
    public static IResult Redirect(HttpRequest request)
    {
        var key = request.Query["code"].FirstOrDefault() is { } code ? QueryString.Create("code", code) : QueryString.Empty;
        return Results.LocalRedirect($"{request.PathBase}{request.Path.ToUriComponent().TrimEnd('/')}/deep{key}", permanent: false, preserveMethod: true);
    }
}
