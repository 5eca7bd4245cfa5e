using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PackageFallbacks.Tests.Tables;

/// <summary>
/// A table service over https that notes who asks, accepts every write and answers every read with one entity: Azurite takes
/// tokens only over https, and then looks at no more of them than their form.
/// </summary>
public sealed class HttpsTableStub : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate = NewCertificate();
    private readonly ConcurrentQueue<string> _authorizations = new();
    private readonly WebApplication _app;

    private HttpsTableStub()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost
            .UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public IReadOnlyList<string> Authorizations => [.. _authorizations];

    public Uri Endpoint => new(new Uri(_app.Urls.Single()), "shop");

    /// <summary>Trusts this stub's certificate and nothing else.</summary>
    public TableClientOptions Options =>
        new()
        {
            Transport = new HttpClientTransport(
                new HttpClient(
                    new SocketsHttpHandler
                    {
                        UseProxy = false,
                        SslOptions =
                        {
                            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                                certificate!.GetCertHashString() == _certificate.Thumbprint,
                        },
                    })),
        };

    public static async Task<HttpsTableStub> StartAsync()
    {
        var stub = new HttpsTableStub();
        await stub._app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        context.Response.ContentType = "application/json;odata=minimalmetadata";
        await context.Response.WriteAsync(
            """{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"r","Timestamp":"2024-01-01T00:00:00Z"}""");
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
