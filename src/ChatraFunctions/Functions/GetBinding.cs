using ChatraFunctions.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>The <c>clientId</c> of a customer who is bound.</summary>
public sealed class GetBinding(CustomerBindings bindings)
{
    [Function(nameof(GetBinding))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{customerId}/binding")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
            await bindings.FindAsync(RouteSegment.After(request, "customers"), cancellationToken) is { } binding
                ? Answers.Json(BindingView.Of(binding))
                : Answers.NotFound("This customer is not bound."));
}
