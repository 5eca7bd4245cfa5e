using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TestKit;

/// <summary>
/// A Key Vault over HTTPS on the loopback, as far as its secrets are read: it challenges whoever shows no token, keeps versions,
/// and goes wrong when it is told to. Its name is one of Azure's, for the client verifies that the challenge belongs to it; only
/// <see cref="NewHandler"/> finds the way here.
/// </summary>
public sealed class VaultStub : IAsyncDisposable
{
    public const string Token = "token-for-the-vault";

    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentDictionary<string, List<Version>> _secrets = new();
    private readonly WebApplication _app;
    private int _challenges;
    private int _port;

    private VaultStub()
    {
        // The client remembers challenges by address, in the whole process.
        Host = $"v{Guid.NewGuid().ToString("N")[..20]}.vault.azure.net";
        _certificate = NewCertificate(Host);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost
            .UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address => new($"https://{Host}/");

    /// <summary>For whom a token is asked.</summary>
    public string Resource { get; set; } = "https://vault.azure.net";

    /// <summary>What every request with a token is answered with; null: what it asks for.</summary>
    public int? Fault { get; set; }

    /// <summary>Connections are refused.</summary>
    public bool IsDown { get; set; }

    /// <summary>Requests with a token wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int Challenges => _challenges;

    /// <summary>The paths that were asked for with the token, in order of arrival.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    private string Host { get; }

    public static async Task<VaultStub> StartAsync(params (string Name, string Value)[] secrets)
    {
        var stub = new VaultStub();
        await stub._app.StartAsync();
        stub._port = new Uri(stub._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        foreach (var (name, value) in secrets)
            stub.Set(name, value);

        return stub;
    }

    /// <summary>Adds a version, which is the current one then; a second newer than the one before.</summary>
    /// <returns>Its name.</returns>
    public string Set(string name, string value, DateTimeOffset? expires = null)
    {
        var versions = _secrets.GetOrAdd(name, _ => []);
        lock (versions)
        {
            versions.Add(new Version(Guid.NewGuid().ToString("N"), value, 1_772_000_000 + versions.Count, expires?.ToUnixTimeSeconds()));
            return versions[^1].Id;
        }
    }

    public void Disable(string name, string version)
    {
        var versions = _secrets[name];
        lock (versions)
        {
            var index = versions.FindIndex(each => each.Id == version);
            versions[index] = versions[index] with { IsEnabled = false };
        }
    }

    public void Remove(string name) => _secrets.TryRemove(name, out _);

    public void Clear() => _requests.Clear();

    /// <summary>Finds the vault here, and trusts its certificate and no other.</summary>
    public HttpMessageHandler NewHandler() => new SocketsHttpHandler
    {
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero, // So that a vault that is down is down at once.
        ConnectCallback = async (context, cancellationToken) =>
        {
            if (IsDown || context.DnsEndPoint.Host != Host)
                throw new SocketException((int)SocketError.ConnectionRefused);

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetCertHashString() == _certificate.Thumbprint,
        },
    };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            Interlocked.Increment(ref _challenges);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.windows.net/{Guid.Empty}\", resource=\"{Resource}\"";
            return;
        }

        _requests.Enqueue(context.Request.Path.Value!);
        await Gate.WaitAsync(context.RequestAborted);
        if (Fault is { } fault)
            await RefuseAsync(context, fault, "Fault");
        else
            await ReadAsync(context, context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries));
    }

    private Task ReadAsync(HttpContext context, string[] path)
    {
        if (path is not ["secrets", var name, ..] || !_secrets.TryGetValue(name, out var kept))
            return RefuseAsync(context, StatusCodes.Status404NotFound, "SecretNotFound");

        List<Version> versions;
        lock (kept)
            versions = [.. kept];
        if (path is [_, _, "versions"])
            return context.Response.WriteAsJsonAsync(new { value = versions.Select(version => Show(name, version, withValue: false)), nextLink = (string?)null });

        var found = path.Length == 2 ? versions[^1] : versions.Find(version => version.Id == path[2]);
        return found switch
        {
            null => RefuseAsync(context, StatusCodes.Status404NotFound, "SecretNotFound"),
            { IsEnabled: false } => RefuseAsync(context, StatusCodes.Status403Forbidden, "Forbidden"),
            _ => context.Response.WriteAsJsonAsync(Show(name, found, withValue: true)),
        };
    }

    private object Show(string name, Version version, bool withValue)
    {
        var attributes = new Dictionary<string, object> { ["enabled"] = version.IsEnabled, ["created"] = version.Created, ["updated"] = version.Created };
        if (version.Expires is { } expires)
            attributes["exp"] = expires;

        var shown = new Dictionary<string, object> { ["id"] = $"{Address}secrets/{name}/{version.Id}", ["attributes"] = attributes };
        if (withValue)
            shown["value"] = version.Value;

        return shown;
    }

    private static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { code, message = "Refused." } });
    }

    private static X509Certificate2 NewCertificate(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    private sealed record Version(string Id, string Value, long Created, long? Expires, bool IsEnabled = true);
}
