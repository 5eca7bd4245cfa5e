using System.Text.Json;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ChatraFunctions.Orders.CloudEvents;

/// <summary>
/// Order events from any system that speaks CloudEvents 1.0 over HTTP: structured mode (the event is the body) and binary mode
/// (attributes in <c>ce-</c> headers, the data is the body).
/// </summary>
internal sealed class CloudEventsSource(StandardWebhooks signatures, TimeProvider time) : IOrderSource
{
    private const string StructuredType = "application/cloudevents+json";
    private const string BatchType = "application/cloudevents-batch+json";

    public string Name => "cloudevents";

    public bool Accepts(HttpRequest request) => RequestBody.IsJson(request.ContentType) && !Is(BatchType, request.ContentType);

    public Outcome<IdentifiedOrderEvent> Read(IHeaderDictionary headers, byte[] body)
    {
        var now = time.GetUtcNow();
        if (signatures.IsRequired && signatures.Verify(headers, body, now) is not SignatureResult.Valid and var result)
            return new Refusal(RefusalReason.Unauthorized, Describe(result));

        var parsed = JsonBody.ParseObject(body);
        if (parsed.IsRefused)
            return parsed.Refusal;

        using var document = parsed.Value;
        return IsBinary(headers)
            ? FromBinary(headers, document.RootElement, now)
            : FromStructured(document.RootElement, now);
    }

    /// <summary>The content type decides (HTTP protocol binding, 3); plain JSON is taken for a whole event when no header is one's.</summary>
    private static bool IsBinary(IHeaderDictionary headers) =>
        !Is(StructuredType, headers.ContentType)
        && headers.Keys.Any(name => name.StartsWith(CloudEventAttributes.HeaderPrefix, StringComparison.OrdinalIgnoreCase));

    private static bool Is(string mediaType, string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);

    private Outcome<IdentifiedOrderEvent> FromBinary(IHeaderDictionary headers, JsonElement data, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        var attributes = CloudEventAttributes.FromHeaders(headers, faults);
        return Build(attributes, new JsonFields(data, "", faults), faults, now);
    }

    private Outcome<IdentifiedOrderEvent> FromStructured(JsonElement body, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        var fields = new JsonFields(body, "", faults);
        var attributes = CloudEventAttributes.FromBody(fields);
        if (fields.OptionalObject("data") is { } data)
            return Build(attributes, data, faults, now);

        if (faults.TrueForAll(fault => fault.Pointer != "/data"))
            fields.Fault("data", "is required: an object with the order");
        return Refuse(faults);
    }

    private Outcome<IdentifiedOrderEvent> Build(CloudEventAttributes attributes, JsonFields data, List<Fault> faults, DateTimeOffset now)
    {
        var order = OrderData.Read(data, Name, attributes.Kind ?? default, attributes.Time ?? now);
        return faults.Count > 0
            ? Refuse(faults)
            : new IdentifiedOrderEvent(attributes.EventId, attributes.Type!, order);
    }

    private static Refusal Refuse(List<Fault> faults) => Refusal.Invalid("The event is not an order event as CloudEvents 1.0 has it.", faults);

    private static string Describe(SignatureResult result) => result switch
    {
        SignatureResult.Missing => "The Standard Webhooks headers webhook-id, webhook-timestamp and webhook-signature are required.",
        SignatureResult.OutOfTime => "The header webhook-timestamp is more than 5 minutes off.",
        _ => "The header webhook-signature does not match the body.",
    };
}
