using ChatraFunctions.Status;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>What an operator looks at first: queues, poison queues, the request budget, the outbox.</summary>
public sealed class GetStatus(StatusReader status)
{
    [Function(nameof(GetStatus))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "status")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () => Answers.Json(await status.ReadAsync(cancellationToken)));
}
