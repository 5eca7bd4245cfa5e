using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Tests.Browser;

/// <summary>
/// A shop's page on an origin of its own, as strict as one can be: scripts with a nonce or of the simulator, no style that is written in
/// the page, no request to anywhere else.
/// </summary>
internal sealed class ShopPage : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ShopPage(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single() + "/";

    /// <param name="simulator">Where <c>chatra.js</c> is.</param>
    /// <param name="id">The account's public key.</param>
    /// <param name="setup"><c>window.ChatraSetup</c>, in JavaScript.</param>
    /// <param name="calls">What is called before the widget is there, in JavaScript.</param>
    public static async Task<ShopPage> StartAsync(string simulator, string id, string setup, string calls = "")
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.MapGet("/", (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src {simulator} 'nonce-5ZkPq'; connect-src {simulator}; style-src 'none'; base-uri 'none'; form-action 'none'";
            return Results.Content(Html(simulator, id, setup, calls), "text/html; charset=utf-8");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ShopPage(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>With Chatra's own loader.</summary>
    private static string Html(string simulator, string id, string setup, string calls) => $$"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title></head><body>
        <main><h1>A shop</h1><p><a href="#chatraChatExpanded">Chat with us</a></p></main>
        <script nonce="5ZkPq">
        window.messages = []; window.events = [];
        window.ChatraSetup = {{setup}};
        (function(d, w, c) {
            w.ChatraID = '{{id}}';
            var s = d.createElement('script');
            w[c] = w[c] || function() { (w[c].q = w[c].q || []).push(arguments); };
            s.async = true;
            s.src = '{{simulator}}/chatra.js';
            if (d.head) d.head.appendChild(s);
        })(document, window, 'Chatra');
        {{calls}}
        </script></body></html>
        """;
}
