using ChatraFunctions.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>What the shop knows of a customer; with <c>?live=true</c> what Chatra knows, too.</summary>
public sealed class GetCustomer(CustomerProfiles customers)
{
    [Function(nameof(GetCustomer))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{customerId}")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
        {
            var isLive = string.Equals(request.Query["live"], "true", StringComparison.OrdinalIgnoreCase);
            return Answers.Json(await customers.ReadAsync(RouteSegment.After(request, "customers"), isLive, cancellationToken), StatusCodes.Status200OK);
        });
}
