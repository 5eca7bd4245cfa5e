using ChatraFunctions.Outbox;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Puts a message that the shop wrote itself in the outbox.</summary>
public sealed class QueueMessage(MessageIntake intake)
{
    [Function(nameof(QueueMessage))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "messages")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
            Answers.Json(await intake.QueueAsync(request, cancellationToken), StatusCodes.Status202Accepted));
}
