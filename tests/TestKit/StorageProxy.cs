using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace TestKit;

/// <summary>
/// Stands between the application and Azurite, on ports of its own: records every request, and lets a test fail, hang or
/// interrupt any of them, before or after the storage account did it.
/// </summary>
public sealed class StorageProxy : IAsyncDisposable
{
    private readonly ConcurrentQueue<RecordedCall> _calls = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly UpstreamStorage _upstream;
    private readonly WebApplication _app;
    private Dictionary<int, StorageService> _services = [];
    private int _count;
    private bool _ended;

    private StorageProxy(AzuriteServer azurite)
    {
        _upstream = new UpstreamStorage(azurite);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost
            .UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = null;
                foreach (var _ in Enum.GetValues<StorageService>())
                    kestrel.Listen(IPAddress.Loopback, 0);
            });
        _app = builder.Build();
        _app.Run(ForwardAsync);
    }

    /// <summary>Called before a request reaches the storage account; an action that is returned is done in its place.</summary>
    public Func<RecordedCall, Task<FaultAction?>>? BeforeForward { get; set; }

    /// <summary>Called when the storage account has done it and the application does not know yet.</summary>
    public Func<RecordedCall, Task<FaultAction?>>? AfterForward { get; set; }

    /// <summary>What was requested so far, in the order in which it came.</summary>
    public IReadOnlyList<RecordedCall> Calls => [.. _calls.OrderBy(call => call.Number)];

    public static async Task<StorageProxy> StartAsync(AzuriteServer azurite)
    {
        var proxy = new StorageProxy(azurite);
        await proxy._app.StartAsync();
        var addresses = proxy._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        proxy._services = addresses
            .Select(address => new Uri(address).Port)
            .Zip(Enum.GetValues<StorageService>())
            .ToDictionary(pair => pair.First, pair => pair.Second);
        return proxy;
    }

    public IReadOnlyList<RecordedCall> CallsTo(StorageService service) => [.. Calls.Where(call => call.Service == service)];

    /// <summary>Forgets the calls; their numbers go on.</summary>
    public void Clear() => _calls.Clear();

    /// <summary>The same account, reached through this proxy.</summary>
    public string ConnectionStringFor(string accountConnectionString)
    {
        var direct = new StorageConnectionString(accountConnectionString);
        Uri Proxied(StorageService service) => new(Endpoint(service), direct.Account);
        return new StorageConnectionString(direct.Account, direct.Key, Proxied).ToString();
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;

        _ended = true;
        await _ending.CancelAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _upstream.Dispose();
        _ending.Dispose();
    }

    private Uri Endpoint(StorageService service) =>
        new($"http://127.0.0.1:{_services.Single(pair => pair.Value == service).Key}/");

    private async Task ForwardAsync(HttpContext context)
    {
        var call = Record(context);
        if (BeforeForward is { } before && await before(call) is { } instead)
        {
            await DoAsync(instead, call, context);
            return;
        }

        using var answer = await _upstream.SendAsync(call, context);
        if (answer is null)
            await DoAsync(FaultAction.Drop, call, context);
        else if (AfterForward is { } after && await after(call) is { } fault)
            await DoAsync(fault, call, context);
        else
            await PassOnAsync(answer, call, context);
    }

    private RecordedCall Record(HttpContext context)
    {
        var call = new RecordedCall(
            Interlocked.Increment(ref _count),
            _services[context.Connection.LocalPort],
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        _calls.Enqueue(call);
        return call;
    }

    private async Task DoAsync(FaultAction fault, RecordedCall call, HttpContext context)
    {
        if (fault.Status is { } status)
        {
            call.Status = status;
            context.Response.StatusCode = status;
            if (fault.ErrorCode is { } code)
                await SayAsync(code, call.Service, context);
            return;
        }

        if (fault.Hangs)
            await UntilTheEndAsync(context);
        context.Abort();
    }

    /// <summary>Queues and blobs name the error in a header; clients of tables look for it in the body.</summary>
    private static async Task SayAsync(string errorCode, StorageService service, HttpContext context)
    {
        context.Response.Headers["x-ms-error-code"] = errorCode;
        if (service != StorageService.Table)
            return;

        var error = new { code = errorCode, message = new { lang = "en-US", value = "Answered by the test's proxy." } };
        await context.Response.WriteAsJsonAsync(
            new Dictionary<string, object> { ["odata.error"] = error },
            context.RequestAborted);
    }

    private async Task UntilTheEndAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _ending.Token);
        await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task PassOnAsync(HttpResponseMessage answer, RecordedCall call, HttpContext context)
    {
        call.Status = (int)answer.StatusCode;
        await UpstreamStorage.CopyAsync(answer, context);
    }
}
