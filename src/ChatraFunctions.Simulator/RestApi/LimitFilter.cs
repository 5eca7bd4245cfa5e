namespace ChatraFunctions.Simulator.RestApi;

/// <summary>"Requests are limited to 60 per minute per account", over all endpoints.</summary>
internal sealed class LimitFilter(SlidingWindow window, TimeProvider time) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (window.Take(time) is not { } wait)
            return await next(context);

        // Whole seconds, as documented; rounded up, so that who waits so long is let through.
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return Answer.Error(StatusCodes.Status429TooManyRequests, "Too Many Requests") with { RetryAfter = $"{seconds}" };
    }
}
