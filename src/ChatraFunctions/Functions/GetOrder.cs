using ChatraFunctions.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>What is known of an order, and what became of each of its events.</summary>
public sealed class GetOrder(OrderReader orders)
{
    [Function(nameof(GetOrder))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "orders/{source}/{orderId}")] HttpRequest request,
        string source,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
            await orders.FindAsync(source, RouteSegment.After(request, "orders", skip: 1), cancellationToken) is { } order
                ? Answers.Json(order)
                : Answers.NotFound("No event of this order has been processed."));
}
