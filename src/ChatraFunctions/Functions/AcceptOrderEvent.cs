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
        CancellationToken cancellationToken)
    {
        var accepted = await intake.AcceptAsync(source, request, cancellationToken);
        return Answers.Json(accepted, accepted.Value is { IsPing: true } ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }
}
