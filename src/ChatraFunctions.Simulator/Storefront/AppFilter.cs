using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Storefront;

/// <summary>Where there is no app, or it does not answer, the page is told so in a sentence.</summary>
internal sealed class AppFilter(Shop shop) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (shop.Settings is not { } settings)
            return Answer.Error(StatusCodes.Status503ServiceUnavailable, "The shop does not know the app: start with --app, or run `dotnet run dev.cs up`");

        try
        {
            return await next(context);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return Answer.Error(StatusCodes.Status502BadGateway, $"{settings.Root} does not answer as it should: {exception.Message}");
        }
    }
}
