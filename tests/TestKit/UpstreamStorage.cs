using Microsoft.AspNetCore.Http;

namespace TestKit;

/// <summary>
/// Sends a request on to Azurite as it came: signatures cover the target and some headers, so nothing may be normalized.
/// </summary>
internal sealed class UpstreamStorage(AzuriteServer azurite) : IDisposable
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>These belong to one connection, not to the request; the client sets its own.</summary>
    private static readonly HashSet<string> HopByHop = new(
        ["Connection", "Expect", "Host", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade"],
        StringComparer.OrdinalIgnoreCase);

    private readonly HttpMessageInvoker _http = new(
        new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            // Azurite closes idle connections after 5 s; one that it is just closing must not be taken.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2),
            UseCookies = false,
            UseProxy = false,
        });

    /// <summary>The storage account's answer; null when it cannot be reached or closed the connection.</summary>
    public async Task<HttpResponseMessage?> SendAsync(RecordedCall call, HttpContext context)
    {
        using var request = Request(call, context.Request);
        try
        {
            return await _http.SendAsync(request, context.RequestAborted);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public static async Task CopyAsync(HttpResponseMessage answer, HttpContext context)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!HopByHop.Contains(header.Key))
                context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(RecordedCall call, HttpRequest incoming)
    {
        var root = azurite.Endpoint(call.Service).GetLeftPart(UriPartial.Authority);
        var request = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(root + call.Target, AsItIs));
        if (incoming.ContentLength is not null || incoming.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(incoming.Body);

        foreach (var header in incoming.Headers.Where(header => !HopByHop.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
        }

        return request;
    }
}
