using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatraFunctions.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Chatra.Widget.Tests.Browser;

/// <summary>A shop's own server, with a strict policy on every page, and the simulated Chatra whose <c>chatra.js</c> its pages load.</summary>
public sealed class ShopFixture : IAsyncLifetime
{
    /// <summary>How long the slow picture takes.</summary>
    private static readonly TimeSpan Slowly = TimeSpan.FromSeconds(1.5);

    private readonly ConcurrentDictionary<string, ServedPage> _pages = new();
    private readonly WebApplication _chatra = SimulatorApp.Build(new SimulatorOptions { Port = 0, RequestsPerMinute = 6000 }, TimeProvider.System);
    private readonly WebApplication _shop;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public ShopFixture()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders(); // It would fill the pages of a test run.
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        _shop = builder.Build();
        _shop.Run(ServeAsync);
    }

    internal static string PublicKey => "local-public-key";

    internal string Chatra => _chatra.Urls.Single();

    internal Uri Script => new($"{Chatra}/chatra.js");

    public async ValueTask InitializeAsync()
    {
        await _chatra.StartAsync();
        await _shop.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _shop.DisposeAsync();
        await _chatra.DisposeAsync();
    }

    /// <summary>Has the shop serve a page.</summary>
    /// <returns>Its address.</returns>
    internal Uri Serve(ServedPage page)
    {
        var path = $"/{Guid.NewGuid():N}";
        _pages[path] = page;
        return new Uri(_shop.Urls.Single() + path);
    }

    /// <summary>A visitor's chat as the simulated Chatra holds it; null before it knows them.</summary>
    internal async Task<JsonNode?> ChatAsync(string clientId)
    {
        using var answer = await _http.GetAsync(new Uri($"{Chatra}/_simulator/chats/{Uri.EscapeDataString(clientId)}"));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonNode>() : null;
    }

    /// <summary>An agent writes to a visitor.</summary>
    internal async Task SayAsAgentAsync(string clientId, string text) =>
        (await _http.PostAsJsonAsync(new Uri($"{Chatra}/_simulator/agents/d9nKoegKSjmCtyK78/say"), new { clientId, text })).EnsureSuccessStatusCode();

    private async Task ServeAsync(HttpContext context)
    {
        if (context.Request.Path == "/slow.svg")
        {
            await Task.Delay(Slowly, context.RequestAborted);
            context.Response.ContentType = "image/svg+xml";
            await context.Response.WriteAsync("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
        }
        else if (context.Request.Path == "/favicon.ico")
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent; // The browser asks for it once in a while.
        }
        else if (_pages.TryGetValue(context.Request.Path, out var page))
        {
            context.Response.ContentType = page.ContentType;
            context.Response.Headers.ContentSecurityPolicy = page.Policy;
            await context.Response.WriteAsync(page.Body);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
