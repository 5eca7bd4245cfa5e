using Microsoft.AspNetCore.Http;

namespace ChatraFunctions;

/// <summary>An answer that says where its outcome will be seen.</summary>
internal sealed class AcceptedAnswer(string location, IResult answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = location;
        return answer.ExecuteAsync(httpContext);
    }
}
