using ChatraFunctions.Queues.Poison;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>How much is in the poison queues, and since when.</summary>
public sealed class ListPoison(PoisonReader poison)
{
    [Function(nameof(ListPoison))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "poison")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () => Answers.Json(await poison.ListAsync(cancellationToken)));
}
