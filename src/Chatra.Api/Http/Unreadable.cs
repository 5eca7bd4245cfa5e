using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Chatra.Api;

/// <summary>Chatra said yes. Whatever is wrong with the rest of its answer cannot undo that.</summary>
internal static class Unreadable
{
    /// <summary>Bytes. A documented answer has a few thousand beside the text.</summary>
    private const int LongestAnswer = 4 * 1024 * 1024;

    /// <exception cref="ChatraApiException">Of kind <see cref="ChatraErrorKind.Unreadable"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<T> UnlessAnswerAsync<T>(
        HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken timeout, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestAnswer, timeout);
            await using var json = await response.Content.ReadAsStreamAsync(timeout);
            return await JsonSerializer.DeserializeAsync(json, type, timeout) ?? throw new JsonException("null is no answer.");
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or JsonException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw AsException(response.RequestMessage?.Method, response.StatusCode, exception);
        }
    }

    private static ChatraApiException AsException(HttpMethod? method, HttpStatusCode status, Exception exception) =>
        new(ChatraErrorKind.Unreadable, $"Chatra answered {method} with {(int)status}, but not with the documented JSON.", exception)
        {
            Status = status,
        };
}
