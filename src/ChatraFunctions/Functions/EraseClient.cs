using ChatraFunctions.Erasure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Erases a person. It takes a while: the answer says where to see how far it is.</summary>
public sealed class EraseClient(Erasures erasures)
{
    [Function(nameof(EraseClient))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "clients/{clientId}")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
        {
            var begun = await erasures.BeginAsync(RouteSegment.After(request, "clients"), cancellationToken);
            return begun.IsRefused ? Answers.Problem(begun.Refusal) : new AcceptedAnswer($"/api/erasures/{begun.Value.Id}", Answers.Json(begun.Value, StatusCodes.Status202Accepted));
        });
}
