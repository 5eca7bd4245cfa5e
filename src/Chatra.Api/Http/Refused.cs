using System.Net;
using System.Text.Json;

namespace Chatra.Api;

/// <summary>Chatra answered, and it was not a success.</summary>
internal static class Refused
{
    /// <summary>Bytes. Longer bodies are not Chatra's documented error, and their words are not needed.</summary>
    private const int LongestBody = 64 * 1024;

    public static async Task<ChatraApiException> AsExceptionAsync(
        HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var kind = KindOf(response.StatusCode);
        var method = response.RequestMessage?.Method;
        return new ChatraApiException(kind, $"Chatra answered {method} with {(int)response.StatusCode} ({kind}).")
        {
            Status = response.StatusCode,
            RetryAfter = RetryAfterOf(response, time),
            ChatraMessage = await MessageOfAsync(response, cancellationToken),
        };
    }

    private static ChatraErrorKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => ChatraErrorKind.RateLimited,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ChatraErrorKind.Unauthorized,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => ChatraErrorKind.NotFound,
        HttpStatusCode.RequestTimeout => ChatraErrorKind.Unavailable,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => ChatraErrorKind.Invalid,
        _ => ChatraErrorKind.Unavailable,
    };

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static async Task<string?> MessageOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestBody, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return JsonSerializer.Deserialize(body, ChatraJson.Default.ErrorBody)?.Message;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or JsonException or OperationCanceledException)
        {
            // The body is promised "in most cases" only, and the status has said what matters.
            return null;
        }
    }
}
