using ChatraFunctions.Queues.Poison;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Removes one message of a poison queue for good.</summary>
public sealed class DeletePoison(PoisonReplay poison)
{
    [Function(nameof(DeletePoison))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "poison/{queue}/{id}")] HttpRequest request,
        string queue,
        string id,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
            await poison.RemoveAsync(queue, id, cancellationToken) is { } refusal ? Answers.Problem(refusal) : Results.NoContent());
}
