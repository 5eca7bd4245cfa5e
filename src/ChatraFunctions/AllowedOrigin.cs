using ChatraFunctions.Orders.CloudEvents;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions;

/// <summary>200 to a sender of CloudEvents that asks whether it may send.</summary>
internal sealed class AllowedOrigin(string origin) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Allow = "OPTIONS, POST";
        httpContext.Response.Headers[OriginHandshake.OriginHeader] = origin;
        httpContext.Response.Headers[OriginHandshake.RateHeader] = OriginHandshake.AnyRate;
        return Task.CompletedTask;
    }
}
