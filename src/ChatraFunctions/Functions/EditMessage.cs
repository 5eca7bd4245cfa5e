using ChatraFunctions.Outbox;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Replaces the text of a message: the queued one, or the one that is in the customer's chat.</summary>
public sealed class EditMessage(MessageIntake intake, MessageChanges changes)
{
    [Function(nameof(EditMessage))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "messages/{key}")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
        {
            var text = await intake.ReadTextAsync(request, cancellationToken);
            if (text.IsRefused)
                return Answers.Problem(text.Refusal);

            var key = RouteSegment.After(request, "messages");
            return Answers.Json(await changes.EditAsync(key, text.Value, cancellationToken), StatusCodes.Status202Accepted);
        });
}
