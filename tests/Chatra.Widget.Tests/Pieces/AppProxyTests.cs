using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Chatra.Widget.Tests.Pieces;

/// <summary>The handler behind Shopify's app proxy that <c>docs/widget.md</c> has ready, run by Node; what Express does for it is said in a few lines.</summary>
public sealed class AppProxyTests : IAsyncLifetime
{
    private const string Secret = "the app's client secret";

    private const string Express =
        """
        import { createHmac, timingSafeEqual } from 'node:crypto';
        import { createServer } from 'node:http';
        const routes = {};
        const app = { get: (path, handler) => { routes[path] = handler; } };
        const query = address => Object.fromEntries([...new Set(address.searchParams.keys())].map(name => {
          const values = address.searchParams.getAll(name);
          return [name, values.length > 1 ? values : values[0]];
        }));
        createServer((request, answer) => {
          const address = new URL(request.url, 'http://shop.example');
          routes[address.pathname]({ query: query(address) }, {
            set: (name, value) => answer.setHeader(name, value),
            type: kind => { answer.setHeader('Content-Type', `application/${kind}`); return { send: text => answer.end(text) }; },
            sendStatus: status => { answer.statusCode = status; answer.end(); },
          });
        }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
        """;

    private readonly ConcurrentQueue<string> _asked = new();
    private readonly WebApplication _functions;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private Process? _node;
    private volatile int _status = StatusCodes.Status200OK;

    public AppProxyTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        _functions = builder.Build();
        _functions.Run(context =>
        {
            _asked.Enqueue($"{context.Request.Path}{context.Request.QueryString} {context.Request.Headers["x-functions-key"]}");
            context.Response.StatusCode = _status;
            return context.Response.WriteAsync("{}");
        });
    }

    public async ValueTask InitializeAsync()
    {
        await _functions.StartAsync();
        var start = new ProcessStartInfo("node", ["--input-type=module"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SHOPIFY_CLIENT_SECRET"] = Secret;
        start.Environment["CHATRA_FUNCTIONS"] = _functions.Urls.Single();
        start.Environment["CHATRA_FUNCTIONS_KEY"] = "key";
        _node = Process.Start(start)!;
        _node.ErrorDataReceived += (_, _) => { }; // What it warns of must not fill the pipe.
        _node.BeginErrorReadLine();
        await _node.StandardInput.WriteAsync(Express + "\n" + DocumentedPieces.Find("js"));
        _node.StandardInput.Close();
        _http.BaseAddress = new Uri($"http://127.0.0.1:{await _node.StandardOutput.ReadLineAsync()}/");
    }

    public async ValueTask DisposeAsync()
    {
        _node?.Kill();
        _node?.Dispose();
        _http.Dispose();
        await _functions.DisposeAsync();
    }

    [Fact]
    public async Task Customer_who_is_logged_in_gets_their_own_configuration_and_no_cache_keeps_it()
    {
        using var answer = await AskAsync("logged_in_customer_id=43", "path_prefix=/apps/chat", "shop=a.myshopify.com");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("{}");
        $"{answer.Headers.CacheControl}".ShouldBe("no-store, private");
        _asked.ShouldBe(["/api/customers/43/widget?format=json key"]);
    }

    [Fact]
    public async Task What_Shopify_did_not_sign_is_401_and_asks_nothing()
    {
        foreach (var query in new[] { "logged_in_customer_id=43", "logged_in_customer_id=43&signature=", "logged_in_customer_id=43&signature=ab", "logged_in_customer_id=43&signature=" + new string('a', 64) })
            (await _http.GetAsync(new Uri($"chat?{query}", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        _asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_who_is_logged_in_gets_nothing()
    {
        foreach (string[] parameters in new string[][] { [], ["logged_in_customer_id="], ["logged_in_customer_id=1", "logged_in_customer_id=2"], ["logged_in_customer_id=1/../2"] })
            (await AskAsync(parameters)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        _asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_an_answer_the_page_does_without_the_chat_and_the_app_lives_on()
    {
        _status = StatusCodes.Status503ServiceUnavailable;
        (await AskAsync("logged_in_customer_id=43")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await _functions.StopAsync(TestContext.Current.CancellationToken);

        (await AskAsync("logged_in_customer_id=43")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await AskAsync("logged_in_customer_id=43")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        _node!.HasExited.ShouldBeFalse();
    }

    /// <summary>Signed as <see href="https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies"/> says.</summary>
    private Task<HttpResponseMessage> AskAsync(params string[] parameters)
    {
        var signed = parameters
            .Select(parameter => parameter.Split('=', 2))
            .GroupBy(parts => parts[0], parts => parts[1], StringComparer.Ordinal)
            .Select(values => $"{values.Key}={string.Join(',', values)}")
            .Order(StringComparer.Ordinal);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(string.Concat(signed))));
        return _http.GetAsync(new Uri($"chat?{string.Join('&', parameters.Append($"signature={signature}"))}", UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
