using ChatraFunctions.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Path two starts: the shop's order event is verified and put on <c>order-events</c> before it is answered.</summary>
public sealed class AcceptOrderEvent(OrderIntake intake)
{
    [Function(nameof(AcceptOrderEvent))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/{source}")] HttpRequest request,
        string source,
        CancellationToken cancellationToken) =>
        Answers.Json(await intake.AcceptAsync(source, request, cancellationToken), StatusCodes.Status202Accepted);
}
