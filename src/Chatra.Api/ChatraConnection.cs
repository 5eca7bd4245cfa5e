using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Chatra.Api;

/// <summary>One request, one answer, and a verdict on everything that can come between.</summary>
internal sealed class ChatraConnection(HttpClient http, IChatraKeySource keys, ChatraOptions options, TimeProvider time)
{
    /// <summary>Bytes. A documented answer has a few hundred beside the text.</summary>
    private const int LongestAnswer = 4 * 1024 * 1024;

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
        using var request = new HttpRequestMessage(method, path) { Content = body };
        var current = await keys.GetAsync(cancellationToken);
        request.Headers.Authorization = new("Chatra.Simple", $"{current.PublicKey}:{current.SecretKey}");

        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.IsSuccessStatusCode)
                return await AnswerAsync(response, type, either.Token);

            var refused = await Refused.AsExceptionAsync(response, time, either.Token);
            cancellationToken.ThrowIfCancellationRequested();
            throw refused;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            throw Broken.AsException(method, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Broken.AsTimeout(method, connected: timeout.IsCancellationRequested, exception);
        }
    }

    private static async Task<T> AnswerAsync<T>(
        HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
        await using var json = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync(json, type, cancellationToken)
            ?? throw new JsonException("null is no answer.");
    }
}
