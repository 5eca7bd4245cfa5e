using ChatraFunctions.Queues.Poison;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>What is in one poison queue, and why, as far as that is known.</summary>
public sealed class PeekPoison(PoisonReader poison)
{
    [Function(nameof(PeekPoison))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "poison/{queue}")] HttpRequest request,
        string queue,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
            Answers.Json(await poison.PeekAsync(queue, cancellationToken), StatusCodes.Status200OK));
}
