using ChatraFunctions.Outbox;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Tries a message again that failed, or that is held because nobody knows whether Chatra has it.</summary>
public sealed class RetryMessage(MessageChanges changes)
{
    [Function(nameof(RetryMessage))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "messages/{key}/retry")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
            Answers.Json(await changes.RetryAsync(RouteSegment.After(request, "messages"), cancellationToken), StatusCodes.Status202Accepted));
}
