using ChatraFunctions.Outbox;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Where a message stands, and how it got there.</summary>
public sealed class GetMessage(MessageOutbox outbox)
{
    [Function(nameof(GetMessage))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "messages/{key}")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
            await outbox.FindAsync(RouteSegment.After(request, "messages"), cancellationToken) is { } delivery
                ? Answers.Json(DeliveryView.Of(delivery))
                : Answers.NotFound("There is no message with this key."));
}
