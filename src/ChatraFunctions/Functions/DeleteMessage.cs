using ChatraFunctions.Outbox;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Takes a message back: off the outbox, or out of the customer's chat.</summary>
public sealed class DeleteMessage(MessageChanges changes)
{
    [Function(nameof(DeleteMessage))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "messages/{key}")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
            Answers.Json(await changes.DeleteAsync(RouteSegment.After(request, "messages"), cancellationToken), StatusCodes.Status202Accepted));
}
