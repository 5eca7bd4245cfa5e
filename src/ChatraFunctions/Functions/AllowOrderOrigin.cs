using ChatraFunctions.Orders.CloudEvents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Senders of CloudEvents ask here whether their events are wanted, before they send any.</summary>
public sealed class AllowOrderOrigin
{
    [Function(nameof(AllowOrderOrigin))]
    public static IResult Run(
        [HttpTrigger(AuthorizationLevel.Function, "options", Route = "orders/{source}")] HttpRequest request,
        string source)
    {
        var origin = OriginHandshake.Answer(source, request.Headers);
        return origin.IsRefused ? Answers.Problem(origin.Refusal) : new AllowedOrigin(origin.Value);
    }
}
