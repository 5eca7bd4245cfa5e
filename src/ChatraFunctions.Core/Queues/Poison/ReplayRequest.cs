using System.Text.Json;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatraFunctions.Queues.Poison;

/// <summary>The body of <c>POST /poison/{queue}/replay</c>, which may be left out: <c>{"id"}</c> or <c>{"max"}</c>.</summary>
/// <param name="Id">The one message to replay; null for as many as <paramref name="Max"/>.</param>
/// <param name="Max">1 to <see cref="PoisonReplay.MaxMessages"/>.</param>
public sealed record ReplayRequest(string? Id, int Max)
{
    private const int MaxIdLength = 100;
    private const int MaxBodyBytes = 4096;

    public static async Task<Outcome<ReplayRequest>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!HasBody(request))
            return new ReplayRequest(Id: null, PoisonReplay.MaxMessages);

        var body = await RequestBody.ReadJsonAsync(request, MaxBodyBytes, cancellationToken);
        return body.IsRefused ? body.Refusal : Parse(body.Value);
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength != 0 && (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? request.ContentLength > 0);

    private static Outcome<ReplayRequest> Parse(byte[] body)
    {
        var parsed = JsonBody.ParseObject(body);
        if (parsed.IsRefused)
            return parsed.Refusal;

        using var document = parsed.Value;
        var faults = new List<Fault>();
        var fields = new JsonFields(document.RootElement, "", faults);
        var id = fields.Optional("id", MaxIdLength);
        var max = ReadMax(document.RootElement, fields);
        if (id is not null && max is not null)
            fields.Fault("max", "must not be given together with id");

        return faults.Count == 0
            ? new ReplayRequest(id, max ?? PoisonReplay.MaxMessages)
            : Refusal.Invalid("What to replay is not as expected.", faults);
    }

    private static int? ReadMax(JsonElement body, JsonFields fields)
    {
        if (!body.TryGetProperty("max", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var max) && max is >= 1 and <= PoisonReplay.MaxMessages)
            return max;

        fields.Fault("max", $"expected a whole number from 1 to {PoisonReplay.MaxMessages}");
        return null;
    }
}
