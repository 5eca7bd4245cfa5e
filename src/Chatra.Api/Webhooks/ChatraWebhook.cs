using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Chatra.Api;

/// <summary>Reads what Chatra posts to your webhook (<see href="https://chatra.com/help/api/#webhooks"/>).</summary>
/// <remarks>
/// Chatra does not sign webhooks: put a secret into the address you give it. The same event may come twice, late, or out of order.
/// </remarks>
public static class ChatraWebhook
{
    /// <summary>Reads the body of a webhook request.</summary>
    /// <param name="utf8Json">The whole body, in UTF-8 as it came.</param>
    /// <returns>
    /// <see cref="ChatStarted"/>, <see cref="ChatFragment"/> or <see cref="ChatTranscript"/>; an <see cref="UnknownChatraEvent"/> for any
    /// other name. What the models do not know is kept in their <c>Unknown</c>.
    /// </returns>
    /// <exception cref="JsonException">
    /// The body is no JSON object, has no <c>eventName</c>, lacks what the documentation shows as always there (the visitor with
    /// <c>id</c> and <c>chatId</c>, messages with <c>id</c>, <c>type</c> and <c>createdAt</c>), or a documented property is of another
    /// type. The exception's message names the place and shows no value. Who must not lose such an event keeps its body.
    /// </exception>
    public static ChatraEvent Parse(ReadOnlySpan<byte> utf8Json)
    {
        var name = NameOf(utf8Json);
        return name switch
        {
            ChatraEventNames.ChatStarted => Started(JsonSerializer.Deserialize(utf8Json, ChatraJson.Default.ChatStarted)!),
            ChatraEventNames.ChatFragment => Fragment(JsonSerializer.Deserialize(utf8Json, ChatraJson.Default.ChatFragment)!),
            ChatraEventNames.ChatTranscript => Transcript(JsonSerializer.Deserialize(utf8Json, ChatraJson.Default.ChatTranscript)!),
            _ => Other(name, JsonSerializer.Deserialize(utf8Json, ChatraJson.Default.DictionaryStringJsonElement)!),
        };
    }

    /// <summary>As <see cref="Parse(ReadOnlySpan{byte})"/>, for a body that is text already. The bytes as they came are cheaper to read.</summary>
    /// <param name="json">The whole body.</param>
    /// <returns>The event.</returns>
    /// <exception cref="JsonException">As for the other overload.</exception>
    public static ChatraEvent Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            return Parse(utf8.AsSpan(0, Encoding.UTF8.GetBytes(json, utf8)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8, clearArray: true); // It holds what was said.
        }
    }

    /// <summary>Chatra writes the name first, so this reads a few bytes; wherever else it stands, it is found.</summary>
    private static string NameOf(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The body is not a JSON object.");

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.ValueTextEquals("eventName"u8);
            reader.Read();
            if (isName)
                return Name(ref reader);
            reader.Skip();
        }

        throw new JsonException("The event has no eventName.");
    }

    private static string Name(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("The event's eventName is not a string.");

        // The constants, so that a known event costs no string.
        if (reader.ValueTextEquals("chatFragment"u8))
            return ChatraEventNames.ChatFragment;
        if (reader.ValueTextEquals("chatTranscript"u8))
            return ChatraEventNames.ChatTranscript;
        if (reader.ValueTextEquals("chatStarted"u8))
            return ChatraEventNames.ChatStarted;
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("The event's eventName is no Unicode text.", exception);
        }
    }

    private static ChatStarted Started(ChatStarted started)
    {
        Check(started.Client);
        return started;
    }

    private static ChatFragment Fragment(ChatFragment fragment)
    {
        Check(fragment.Client);
        Check(fragment.Messages);
        return fragment;
    }

    private static ChatTranscript Transcript(ChatTranscript transcript)
    {
        Check(transcript.Client);
        Check(transcript.Messages);
        return transcript;
    }

    private static UnknownChatraEvent Other(string name, Dictionary<string, JsonElement> properties)
    {
        properties.Remove("eventName");
        return new UnknownChatraEvent(name) { Unknown = properties.Count == 0 ? null : properties };
    }

    /// <summary>The serializer insists on the id alone, since the REST API may know a visitor without a chat.</summary>
    private static void Check(ChatClient client)
    {
        if (client.ChatId is null)
            throw new JsonException("The client has no chatId.", "$.client.chatId", null, null);
    }

    /// <summary>The serializer does not mind null in a list.</summary>
    private static void Check(IReadOnlyList<ChatMessage> messages)
    {
        for (var index = 0; index < messages.Count; index++)
        {
            if (messages[index] is null)
                throw new JsonException("A message is null.", $"$.messages[{index}]", null, null);
        }
    }
}
