using ChatraFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Path one starts: Chatra's webhook is checked and put on <c>chatra-events</c> before it is answered.</summary>
public sealed class ReceiveWebhook(WebhookIntake intake)
{
    [Function(nameof(ReceiveWebhook))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "webhooks/chatra")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.Json(await intake.AcceptAsync(request, cancellationToken), StatusCodes.Status202Accepted);
}
