using ChatraFunctions.Customers;
using ChatraFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Gives a customer of the shop the secret <c>clientId</c> of their chat: made once, then always the same.</summary>
public sealed class BindCustomer(CustomerBindings bindings, WebhookOptions options)
{
    [Function(nameof(BindCustomer))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{customerId}/binding")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
        {
            var read = await BindingRequest.ReadAsync(RouteSegment.After(request, "customers"), request, options.MaxBodyBytes, cancellationToken);
            if (read.IsRefused)
                return Answers.Problem(read.Refusal);

            var (binding, created) = await bindings.BindAsync(read.Value.CustomerId, read.Value.Details, cancellationToken);
            return Answers.Json(BindingView.Of(binding), created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        });
}
