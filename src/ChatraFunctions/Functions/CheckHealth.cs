using ChatraFunctions.Status.Deep;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Whether the app has everything that it needs, and what to do where not. It takes the admin key: each call may spend a request on Chatra.</summary>
public sealed class CheckHealth(DeepCheck check)
{
    [Function(nameof(CheckHealth))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "health/deep")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var report = await check.RunAsync(cancellationToken);
        return Answers.Json(report, report.IsOk() ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
