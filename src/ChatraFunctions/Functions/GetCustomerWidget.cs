using ChatraFunctions.Widgets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>The chat for the pages of one customer. It holds their secret: for the shop's own server, never for a browser to ask for.</summary>
public sealed class GetCustomerWidget(CustomerWidgets widgets)
{
    [Function(nameof(GetCustomerWidget))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{customerId}/widget")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
        {
            var read = WidgetRequest.Read(RouteSegment.After(request, "customers"), request.Query);
            if (read.IsRefused)
                return Answers.Problem(read.Refusal);

            var widget = await widgets.MakeAsync(read.Value.CustomerId, cancellationToken);
            return widget.IsRefused ? Answers.Problem(widget.Refusal) : WidgetAnswer.Of(widget.Value, read.Value);
        });
}
