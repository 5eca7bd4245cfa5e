using ChatraFunctions.Outbox.Listing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Messages by state, order or customer, newest first, a page at a time.</summary>
public sealed class ListMessages(DeliveryLister lister)
{
    [Function(nameof(ListMessages))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "messages")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
        {
            var query = DeliveryQuery.Read(request.Query);
            return query.IsRefused ? Answers.Problem(query.Refusal) : Answers.Json(await lister.ListAsync(query.Value, cancellationToken));
        });
}
