using ChatraFunctions.Queues.Poison;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Sends messages of a poison queue back to work.</summary>
public sealed class ReplayPoison(PoisonReplay poison)
{
    [Function(nameof(ReplayPoison))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "poison/{queue}/replay")] HttpRequest request,
        string queue,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
        {
            var read = await ReplayRequest.ReadAsync(request, cancellationToken);
            return read.IsRefused
                ? Answers.Problem(read.Refusal)
                : Answers.Json(await poison.ReplayAsync(queue, read.Value, cancellationToken), StatusCodes.Status200OK);
        });
}
