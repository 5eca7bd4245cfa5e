using System.Text.Json;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>The JSON object of a POST or PUT, read parameter by parameter; the first fault is the answer.</summary>
internal sealed class JsonRequest
{
    // The documentation's own example of an edit ends in a comma, so Chatra is taken to allow it.
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true };

    private readonly JsonElement _body;

    public JsonRequest(JsonElement body) => _body = body;

    /// <summary>What is wrong with it so far; <c>null</c> while nothing is.</summary>
    public Answer? Fault { get; private set; }

    public static async Task<JsonRequest> ReadAsync(HttpRequest request)
    {
        // "POST and PUT requests must include Content-Type: application/json"; with what status it is refused is not said.
        if (!request.HasJsonContentType())
            return Refused(StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json");

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Lenient, request.HttpContext.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonRequest(document.RootElement.Clone())
                : Malformed();
        }
        catch (JsonException)
        {
            return Malformed();
        }
        catch (BadHttpRequestException exception)
        {
            return Refused(exception.StatusCode, exception.Message); // longer than Kestrel takes
        }
    }

    /// <summary>As <see cref="ReadAsync"/>; no body at all is an empty object.</summary>
    public static async Task<JsonRequest> ReadAnyAsync(HttpRequest request) =>
        request is { ContentType: null, ContentLength: null or 0 } && !request.Headers.ContainsKey("Transfer-Encoding")
            ? new JsonRequest(JsonElement.Parse("{}"u8))
            : await ReadAsync(request);

    /// <summary>Whether it is there at all, null or not.</summary>
    public bool Has(string name) => _body.TryGetProperty(name, out _);

    public string Required(string name) => Optional(name) ?? Refuse($"{name} is required") ?? "";

    /// <summary>A non-empty string; <c>null</c> when it is absent or null.</summary>
    public string? Optional(string name)
    {
        if (!_body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.String && TextOf(value) is { Length: > 0 } text)
            return text;
        return Refuse($"{name} must be a non-empty string");
    }

    /// <summary>An object; <c>null</c> when it is absent or null.</summary>
    public JsonElement? OptionalObject(string name)
    {
        if (!_body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Object)
            return value;
        Refuse($"{name} must be an object");
        return null;
    }

    /// <summary>True or false; false when it is absent or null.</summary>
    public bool Flag(string name)
    {
        if (!_body.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False)
            return value.ValueKind == JsonValueKind.True;
        Refuse($"{name} must be true or false");
        return false;
    }

    /// <summary>A whole number; 0 when it is absent or null.</summary>
    public long Number(string name)
    {
        if (!_body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
            return number;
        Refuse($"{name} must be a whole number");
        return 0;
    }

    /// <summary>Keeps the first fault.</summary>
    public string? Refuse(string message)
    {
        Fault ??= Answer.Error(StatusCodes.Status400BadRequest, message);
        return null;
    }

    /// <summary><c>null</c> for what is no Unicode text: invalid UTF-8, or half of a surrogate pair escaped.</summary>
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonRequest Malformed() => Refused(StatusCodes.Status400BadRequest, "Invalid data format");

    private static JsonRequest Refused(int status, string message) => new(default) { Fault = Answer.Error(status, message) };
}
