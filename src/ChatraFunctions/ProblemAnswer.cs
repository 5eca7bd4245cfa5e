using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions;

/// <summary>A problem, with <c>Retry-After</c> where trying again helps.</summary>
internal sealed class ProblemAnswer(int? retryAfterSeconds, IResult problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (retryAfterSeconds is { } seconds)
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        return problem.ExecuteAsync(httpContext);
    }
}
