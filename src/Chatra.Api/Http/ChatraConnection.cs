using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Chatra.Api;

/// <summary>One request, one answer, and a verdict on everything that can come between.</summary>
internal sealed class ChatraConnection(HttpClient http, IChatraKeySource keys, ChatraOptions options, TimeProvider time)
{
    // Taken once: options are mutable, and were checked as they were.
    private readonly Uri _root = new(options.BaseUrl.AbsoluteUri.TrimEnd('/') + '/');
    private readonly TimeSpan _timeout = options.Timeout;
    private readonly ChatraAuthorization _authorization = options.Authorization;

    public static HttpContent Body<T>(T value, JsonTypeInfo<T> type) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };

    /// <summary>
    /// An empty body instead of none: SocketsHttpHandler repeats a request without a body by itself when the connection ends
    /// before an answer, which would spend the account's limit unseen and turn a delete that was done into a 404.
    /// </summary>
    public static HttpContent NoBody() => new ByteArrayContent([]);

    public async Task<T> SendAsync<T>(
        HttpMethod method, string path, HttpContent body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_root, path)) { Content = body };
        // On the request, never on the client's own headers: those are shared by all requests, also of other accounts.
        request.Headers.Authorization = Credentials.Of(await keys.GetAsync(cancellationToken), _authorization);

        using var timeout = new CancellationTokenSource(_timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var response = await AskAsync(request, either.Token, cancellationToken);
        if (response.IsSuccessStatusCode)
            return await Unreadable.UnlessAnswerAsync(response, type, either.Token, cancellationToken);

        var refused = await Refused.AsExceptionAsync(response, time, either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        throw refused;
    }

    private async Task<HttpResponseMessage> AskAsync(
        HttpRequestMessage request, CancellationToken timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Broken.AsException(request.Method, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Broken.AsException(request.Method, exception);
        }
    }
}
