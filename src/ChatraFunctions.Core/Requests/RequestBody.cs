using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ChatraFunctions.Requests;

/// <summary>Reads a request's raw bytes, which signatures are verified over, up to a limit.</summary>
public static class RequestBody
{
    /// <summary>
    /// The body, or 415 when it is not declared as JSON, 413 when it is longer than <paramref name="maxBytes"/>, 400 when
    /// it is empty or breaks off. A body that announces too many bytes is refused unread.
    /// </summary>
    public static async Task<Outcome<byte[]>> ReadJsonAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
            return new Refusal(RefusalReason.NotJson, "The Content-Type must be application/json (or another +json type).");

        return await ReadAsync(request, maxBytes, cancellationToken);
    }

    /// <summary>The same for a body of any content type.</summary>
    public static async Task<Outcome<byte[]>> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            return TooLarge(maxBytes);

        try
        {
            return await ReadToEndAsync(request.BodyReader, maxBytes, cancellationToken);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(maxBytes);
        }
        catch (Exception exception) when (exception is BadHttpRequestException or IOException)
        {
            return new Refusal(RefusalReason.Invalid, "The body broke off before its announced end.");
        }
    }

    private static async Task<Outcome<byte[]>> ReadToEndAsync(PipeReader reader, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.Length <= maxBytes && !result.IsCompleted)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }

            var body = result.Buffer.Length > maxBytes ? TooLarge(maxBytes) : Complete(result.Buffer);
            reader.AdvanceTo(result.Buffer.End);
            return body;
        }
    }

    private static Outcome<byte[]> Complete(ReadOnlySequence<byte> body) => body.IsEmpty
        ? new Refusal(RefusalReason.Invalid, "The body is empty; a JSON object was expected.")
        : body.ToArray();

    /// <summary>Whether a content type is JSON: <c>application/json</c> or any <c>+json</c>.</summary>
    public static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    private static Refusal TooLarge(int maxBytes) =>
        new(RefusalReason.TooLarge, $"The body is longer than {maxBytes} bytes (setting Webhooks__MaxBodyBytes).");
}
