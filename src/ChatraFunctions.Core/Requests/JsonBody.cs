using System.Text.Json;
using System.Text.Unicode;

namespace ChatraFunctions.Requests;

/// <summary>Parses a request's bytes as one JSON object that the rest of the code can read without surprises.</summary>
public static class JsonBody
{
    /// <summary>Levels of nesting that a sender may use; Chatra's and the shops' events have fewer than ten.</summary>
    public const int MaxDepth = 64;

    /// <summary>
    /// Depth for reading JSON that we wrote ourselves around a sender's <see cref="MaxDepth"/> levels.
    /// </summary>
    public static readonly JsonDocumentOptions Stored = new() { MaxDepth = MaxDepth * 2 };

    /// <summary>Two properties of one name mean something else to each reader of the text: such a body is refused.</summary>
    private static readonly JsonDocumentOptions Received = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>
    /// The parsed object, in which each name stands once, or a refusal that names the fault. Half surrogate pairs in escapes, which no text can hold, are
    /// replaced by U+FFFD <em>in place</em>, so that no later read of a string can fail.
    /// </summary>
    public static Outcome<JsonDocument> ParseObject(Memory<byte> utf8) => Parse(utf8, JsonValueKind.Object);

    /// <summary>The same for a body that is an array.</summary>
    public static Outcome<JsonDocument> ParseArray(Memory<byte> utf8) => Parse(utf8, JsonValueKind.Array);

    private static Outcome<JsonDocument> Parse(Memory<byte> utf8, JsonValueKind expected)
    {
        if (!Utf8.IsValid(utf8.Span))
            return new Refusal(RefusalReason.Invalid, "The body is not valid UTF-8.");

        LoneSurrogates.Replace(utf8.Span);
        try
        {
            var document = JsonDocument.Parse(WithoutByteOrderMark(utf8), Received);
            if (document.RootElement.ValueKind == expected)
                return document;

            var kind = document.RootElement.ValueKind;
            document.Dispose();
            return Refusal.Invalid($"The body must be {(expected == JsonValueKind.Object ? "a JSON object" : "a JSON array")}.", [new Fault("", $"expected {Describe(expected)}, got {Describe(kind)}")]);
        }
        catch (JsonException exception)
        {
            return new Refusal(RefusalReason.Invalid, exception.LineNumber is null
                ? "The body is not usable JSON: one object has two properties of the same name."
                : $"The body is not valid JSON of at most {MaxDepth} levels: see line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
    }

    /// <summary>The JSON type's name as a sender knows it.</summary>
    public static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null => "null",
        _ => "nothing",
    };

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(Memory<byte> utf8) =>
        utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
