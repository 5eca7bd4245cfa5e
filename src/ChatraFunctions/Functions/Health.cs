using ChatraFunctions.Status;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Whether events can be taken in, for probes; it tells nothing else.</summary>
public sealed class Health(HealthCheck health)
{
    [Function(nameof(Health))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (DeepHealth.IsAskedFor(request))
            return DeepHealth.Redirect(request);

        var report = await health.CheckAsync(cancellationToken);
        return Answers.Json(report, report.IsServing() ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
