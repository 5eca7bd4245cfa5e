using ChatraFunctions.Customers;
using ChatraFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Keeps what the shop knows of a customer, and has Chatra told of it where they are bound.</summary>
public sealed class PutCustomer(CustomerProfiles customers, WebhookOptions options)
{
    [Function(nameof(PutCustomer))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{customerId}")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
        {
            var customerId = RouteSegment.After(request, "customers");
            var read = await CustomerChanges.ReadAsync(customerId, request, options.MaxBodyBytes, cancellationToken);
            if (read.IsRefused)
                return Answers.Problem(read.Refusal);

            var customer = await customers.ChangeAsync(customerId, read.Value, cancellationToken);
            return Answers.Json(customer, customer.Update is null ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
        });
}
