using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Outbox.Listing;

/// <summary>What <c>GET /messages</c> asks for; nothing asks for all of them.</summary>
public sealed record DeliveryQuery
{
    private const int MaxLimit = 1000;
    private const int DefaultLimit = 100;

    public DeliveryStatus? Status { get; private init; }

    public string? OrderId { get; private init; }

    public string? CustomerId { get; private init; }

    public string? ClientId { get; private init; }

    public int Limit { get; private init; } = DefaultLimit;

    public Position? Position { get; private init; }

    /// <summary>The range of keys that has them; what else is asked for is a filter on it.</summary>
    internal string Prefix =>
        CustomerId is not null ? ListedDelivery.ByCustomer(CustomerId)
        : ClientId is not null ? ListedDelivery.ByClient(ClientId)
        : Status is { } status ? ListedDelivery.ByStatus(status)
        : ListedDelivery.All;

    /// <summary>The newest messages of one customer.</summary>
    internal static DeliveryQuery OfCustomer(string customerId, int limit) => new() { CustomerId = customerId, Limit = limit };

    public static Outcome<DeliveryQuery> Read(IQueryCollection parameters)
    {
        var faults = new List<Fault>();
        var fields = new QueryFields(parameters, faults);
        var query = new DeliveryQuery
        {
            Status = StatusOf(fields),
            OrderId = fields.Text("orderId", TableKey.MaxLength),
            CustomerId = fields.Text("customerId", TableKey.MaxLength),
            ClientId = fields.Text("clientId", TableKey.MaxLength),
            Limit = fields.Number("limit", 1, MaxLimit, DefaultLimit),
        };
        var token = fields.Text("continuation", int.MaxValue);
        var position = token is null ? null : Position.Parse(token);
        if (token is not null && position?.Part != query.Prefix)
            fields.Fault("continuation", "is not from an answer to this query");

        return faults.Count == 0 ? query with { Position = position } : Refusal.Invalid("The query is not as expected.", faults);
    }

    private static DeliveryStatus? StatusOf(QueryFields fields)
    {
        if (fields.Text("status", 100) is not { } name)
            return null;

        foreach (var status in Enum.GetValues<DeliveryStatus>())
        {
            if (DeliveryStatusJson.NameOf(status) == name)
                return status;
        }

        fields.Fault("status", $"expected one of {string.Join(", ", Enum.GetValues<DeliveryStatus>().Select(DeliveryStatusJson.NameOf))}");
        return null;
    }
}
