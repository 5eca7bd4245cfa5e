using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ChatraFunctions.Requests;

namespace ChatraFunctions.Queues;

/// <summary>
/// The JSON of an envelope: <c>{"id","name","receivedAt","traceparent"?,"body":{...}}</c>, or with
/// <c>"blob":"queue/id.json"</c> in the body's place (claim check).
/// </summary>
internal static class EnvelopeFormat
{
    /// <summary>What fits a storage queue message of 64 KiB once it is Base64: three quarters of it.</summary>
    public const int MaxBytes = 48 * 1024;

    public static ReadOnlyMemory<byte> Write(Envelope envelope, string? blobName)
    {
        var buffer = new ArrayBufferWriter<byte>(envelope.Body.Length + 256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, envelope.Id);
            json.WriteString("name"u8, envelope.Name);
            json.WriteString("receivedAt"u8, envelope.ReceivedAt);
            if (envelope.Traceparent is not null)
                json.WriteString("traceparent"u8, envelope.Traceparent);

            if (blobName is not null)
            {
                json.WriteString("blob"u8, blobName);
            }
            else
            {
                json.WritePropertyName("body"u8);
                json.WriteRawValue(envelope.Body.Span, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The envelope, and the blob that holds its body when it was too long for the queue.</summary>
    /// <exception cref="FormatException">It is not an envelope; the message belongs in the poison queue.</exception>
    public static (Envelope Envelope, string? BlobName) Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, JsonBody.Stored);
            var root = document.RootElement;
            var blobName = root.TryGetProperty("blob"u8, out var blob) ? blob.GetString() : null;
            var body = blobName is null ? JsonMarshal.GetRawUtf8Value(root.GetProperty("body"u8)).ToArray() : [];
            var envelope = new Envelope(
                root.GetProperty("id"u8).GetString()!,
                root.GetProperty("name"u8).GetString()!,
                root.GetProperty("receivedAt"u8).GetDateTimeOffset(),
                body,
                root.TryGetProperty("traceparent"u8, out var traceparent) ? traceparent.GetString() : null);
            return (envelope, blobName);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"A queue message of {utf8.Length} bytes is not an envelope."), exception);
        }
    }
}
