using System.Text.Json;
using ChatraFunctions.Queues;

namespace ChatraFunctions.Orders;

/// <summary>All that one request said: the body of an envelope in <c>order-events</c>.</summary>
public sealed record OrderNotices
{
    /// <summary>Orders of which customers are not told anything now.</summary>
    public IReadOnlyList<OrderFacts> Orders { get; init; } = [];

    public IReadOnlyList<IdentifiedOrderEvent> Events { get; init; } = [];

    public PrivacyRequest? Privacy { get; init; }

    internal bool AreEmpty => Orders.Count == 0 && Events.Count == 0 && Privacy is null;

    /// <summary>A lone event is written as itself.</summary>
    internal byte[] ToBody() => this is { Orders: [], Events: [var only], Privacy: null }
        ? JsonSerializer.SerializeToUtf8Bytes(only.Event, OrderJson.Default.OrderEvent)
        : JsonSerializer.SerializeToUtf8Bytes(this, OrderJson.Default.OrderNotices);

    /// <exception cref="FormatException">It is neither; the message belongs in the poison queue.</exception>
    internal static OrderNotices Read(Envelope envelope)
    {
        try
        {
            using var document = JsonDocument.Parse(envelope.Body);
            return Read(envelope, document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"Order event {envelope.Id} is not an order event.", exception);
        }
    }

    /// <summary>Whether a body is of several, and not a lone event.</summary>
    internal static bool IsBatch(JsonElement body) =>
        body.ValueKind is JsonValueKind.Object && body.TryGetProperty("events"u8, out _) && body.TryGetProperty("orders"u8, out _);

    /// <summary>A batch without some of its events and orders; null where there are none of these.</summary>
    internal static OrderNotices? Without(JsonElement batch, Predicate<JsonElement> isUnwanted)
    {
        // Both are read one to one, so that an element and its JSON stand at the same place.
        var notices = batch.Deserialize(OrderJson.Default.OrderNotices)!;
        bool[] events = [.. batch.GetProperty("events"u8).EnumerateArray().Select(each => isUnwanted(each))];
        bool[] orders = [.. batch.GetProperty("orders"u8).EnumerateArray().Select(each => isUnwanted(each))];
        return !events.Contains(true) && !orders.Contains(true) ? null : notices with
        {
            Events = [.. notices.Events.Where((_, index) => !events[index])],
            Orders = [.. notices.Orders.Where((_, index) => !orders[index])],
        };
    }

    private static OrderNotices Read(Envelope envelope, JsonElement body)
    {
        var notices = !IsBatch(body)
            ? body.Deserialize(OrderJson.Default.OrderEvent) is { } order ? new OrderNotices { Events = [new IdentifiedOrderEvent(envelope.Id, envelope.Name, order)] } : null
            : body.Deserialize(OrderJson.Default.OrderNotices);
        return notices ?? throw new FormatException($"Order event {envelope.Id} is null.");
    }
}
