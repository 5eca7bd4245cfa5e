using System.Net.Mime;
using ChatraFunctions.Simulator.Browsers;

namespace ChatraFunctions.Simulator.Pages;

/// <summary>The simulator's own pages and their files, which are embedded: nothing else can be asked for.</summary>
internal static class PageRoutes
{
    // Everything from here, nothing inline; other sites cannot frame it.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none';"
        + " form-action 'none'; frame-ancestors 'self'";

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        foreach (var (path, file) in new[] { ("/", "index.html"), ("/visitor", "visitor.html"), ("/shop", "shop.html") })
            app.MapGet(path, (HttpResponse response) => File(response, file, MediaTypeNames.Text.Html));
        foreach (var name in Resource.Names("pages/").Where(name => !name.EndsWith(".html", StringComparison.Ordinal)))
            app.MapGet($"/pages/{name}", (HttpResponse response) => File(response, name, name.EndsWith(".css", StringComparison.Ordinal) ? MediaTypeNames.Text.Css : MediaTypeNames.Text.JavaScript));
        app.MapGet("/favicon.ico", () => Results.NoContent());
    }

    private static IResult File(HttpResponse response, string name, string type)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        return Results.Text(Resource.Text($"pages/{name}"), type);
    }
}
