using System.Text;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions;

/// <summary>A page for browsers, with what they may do with it.</summary>
internal sealed class PageAnswer(string html, IReadOnlyList<(string Name, string Value)> headers) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        foreach (var (name, value) in headers)
            httpContext.Response.Headers[name] = value;

        return Results.Content(html, "text/html", Encoding.UTF8).ExecuteAsync(httpContext);
    }
}
