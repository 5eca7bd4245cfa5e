using ChatraFunctions.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Forgets a customer's binding. The chat itself stays with Chatra and in the transcripts.</summary>
public sealed class UnbindCustomer(CustomerBindings bindings)
{
    [Function(nameof(UnbindCustomer))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "customers/{customerId}/binding")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
        {
            await bindings.UnbindAsync(RouteSegment.After(request, "customers"), cancellationToken);
            return Results.NoContent();
        });
}
