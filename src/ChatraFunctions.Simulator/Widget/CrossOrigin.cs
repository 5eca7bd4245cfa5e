namespace ChatraFunctions.Simulator.Widget;

/// <summary>A shop's page on another port of this machine may ask; who else may is decided before.</summary>
internal sealed class CrossOrigin : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, headers) = (context.HttpContext.Request, context.HttpContext.Response.Headers);
        headers.Vary = "Origin";
        headers.CacheControl = "no-store";
        if ((string?)request.Headers.Origin is { } origin)
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlAllowMethods = "POST";
            headers.AccessControlAllowHeaders = "content-type";
            headers.AccessControlMaxAge = "600";
        }

        return next(context);
    }
}
