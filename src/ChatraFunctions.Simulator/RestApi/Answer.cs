using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>What Chatra answers: a status and JSON, still to be written, so that a fault can come between.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Json) : IResult
{
    private static readonly JsonSerializerOptions Documented = new(JsonSerializerDefaults.Web)
    {
        // The documentation shows texts unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string? RetryAfter { get; init; }

    public static Answer Ok(MessageBody message) =>
        new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(message, Documented));

    public static Answer Ok(JsonObject body) =>
        new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(body, Documented));

    public static Answer Error(int status, string message) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(new { status, message }, Documented));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Json.Length;
        if (RetryAfter is not null)
            response.Headers.RetryAfter = RetryAfter;
        await response.Body.WriteAsync(Json, httpContext.RequestAborted);
    }
}
