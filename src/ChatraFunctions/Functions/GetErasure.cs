using ChatraFunctions.Erasure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>How an erasure stands, and what it removed so far.</summary>
public sealed class GetErasure(Erasures erasures)
{
    [Function(nameof(GetErasure))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "erasures/{id}")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
            await erasures.FindAsync(RouteSegment.After(request, "erasures"), cancellationToken) is { } report
                ? Answers.Json(report)
                : Answers.NotFound("There is no erasure with this id."));
}
