using System.Text.Json;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ChatraFunctions.Orders.CloudEvents;

/// <summary>
/// Order events from any system that speaks CloudEvents 1.0 over HTTP: structured mode (the event is the body), batched mode (an array
/// of events is the body) and binary mode (attributes in <c>ce-</c> headers, the data is the body).
/// </summary>
internal sealed class CloudEventsSource(StandardWebhooks signatures, TimeProvider time) : IOrderSource
{
    public const string SourceName = "cloudevents";

    private const string StructuredType = "application/cloudevents+json";
    private const string BatchType = "application/cloudevents-batch+json";
    private const string BatchName = "batch";

    public string Name => SourceName;

    public bool Accepts(HttpRequest request) => RequestBody.IsJson(request.ContentType);

    public Outcome<OrderSubmission> Read(IHeaderDictionary headers, byte[] body)
    {
        var now = time.GetUtcNow();
        if (signatures.IsRequired && signatures.Verify(headers, body, now) is not SignatureResult.Valid and var result)
            return new Refusal(RefusalReason.Unauthorized, Describe(result));

        if (Is(BatchType, headers.ContentType))
            return ReadBatch(body, now);

        var parsed = JsonBody.ParseObject(body);
        if (parsed.IsRefused)
            return parsed.Refusal;

        using var document = parsed.Value;
        var faults = new List<Fault>();
        var single = IsBinary(headers)
            ? FromBinary(headers, document.RootElement, faults, now)
            : FromStructured(document.RootElement, "", faults, now);
        return single is null || faults.Count > 0
            ? Refuse(faults)
            : new OrderSubmission(single.Id, single.Name, new OrderNotices { Events = [single] });
    }

    /// <summary>All of a batch or nothing: a sender can repeat only the whole. It may be empty (JSON event format, 4).</summary>
    private Outcome<OrderSubmission> ReadBatch(byte[] body, DateTimeOffset now)
    {
        var parsed = JsonBody.ParseArray(body);
        if (parsed.IsRefused)
            return parsed.Refusal;

        using var document = parsed.Value;
        var faults = new List<Fault>();
        List<IdentifiedOrderEvent?> events = [.. document.RootElement.EnumerateArray().Select((item, index) => FromStructured(item, $"/{index}", faults, now))];
        return faults.Count > 0
            ? Refuse(faults)
            : new OrderSubmission(EventId.Of([.. events.Select(each => each!.Id)]), BatchName, new OrderNotices { Events = events! });
    }

    /// <summary>The content type decides (HTTP protocol binding, 3); plain JSON is taken for a whole event when no header is one's.</summary>
    private static bool IsBinary(IHeaderDictionary headers) =>
        !Is(StructuredType, headers.ContentType)
        && headers.Keys.Any(name => name.StartsWith(CloudEventAttributes.HeaderPrefix, StringComparison.OrdinalIgnoreCase));

    private static bool Is(string mediaType, string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);

    private static IdentifiedOrderEvent? FromBinary(IHeaderDictionary headers, JsonElement data, List<Fault> faults, DateTimeOffset now) =>
        Build(CloudEventAttributes.FromHeaders(headers, faults), new JsonFields(data, "", faults), now);

    private static IdentifiedOrderEvent? FromStructured(JsonElement body, string pointer, List<Fault> faults, DateTimeOffset now)
    {
        if (body.ValueKind is not JsonValueKind.Object)
        {
            faults.Add(new Fault(pointer, $"expected an event, got {JsonBody.Describe(body.ValueKind)}"));
            return null;
        }

        var fields = new JsonFields(body, pointer, faults);
        var attributes = CloudEventAttributes.FromBody(fields);
        if (fields.OptionalObject("data") is { } data)
            return Build(attributes, data, now);

        if (faults.TrueForAll(fault => fault.Pointer != $"{pointer}/data"))
            fields.Fault("data", "is required: an object with the order");
        return null;
    }

    /// <summary>Of use only where no fault was noted.</summary>
    private static IdentifiedOrderEvent Build(CloudEventAttributes attributes, JsonFields data, DateTimeOffset now)
    {
        var order = OrderData.Read(data, SourceName, attributes.Kind ?? default, attributes.Time ?? now);
        return new(attributes.EventId, attributes.Type ?? "", attributes.Time is null ? order with { ArrivalId = attributes.EventId } : order);
    }

    private static Refusal Refuse(List<Fault> faults) => Refusal.Invalid("The event is not an order event as CloudEvents 1.0 has it.", faults);

    private static string Describe(SignatureResult result) => result switch
    {
        SignatureResult.Missing => "The Standard Webhooks headers webhook-id, webhook-timestamp and webhook-signature are required.",
        SignatureResult.OutOfTime => "The header webhook-timestamp is more than 5 minutes off.",
        _ => "The header webhook-signature does not match the body.",
    };
}
