namespace ChatraFunctions.LocalHost;

/// <summary>Serves the HTTP functions: routes, keys, and problem answers (RFC 9457) where no function answers.</summary>
internal sealed partial class FunctionEndpoints(FunctionKeys keys, ILogger<FunctionEndpoints> logger)
{
    public void Map(IEndpointRouteBuilder routes, HttpFunction function)
    {
        var endpoint = function.Methods.Count == 0
            ? routes.Map(function.Route, context => AnswerAsync(function, context))
            : routes.Map(function.Route, context => AnswerAsync(function, context)).WithMetadata(new HttpMethodMetadata(function.Methods));
        endpoint.WithMetadata(function);
    }

    /// <summary>Middleware: gives routing's bare 404 and 405 a body.</summary>
    public static async Task DescribeAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<HttpFunction>() is not null || context.Response.HasStarted)
            return;

        var status = context.Response.StatusCode;
        await ProblemAsync(context, status, status == StatusCodes.Status405MethodNotAllowed
            ? $"This address takes {context.Response.Headers.Allow}."
            : "There is no function at this address.");
    }

    private async Task AnswerAsync(HttpFunction function, HttpContext context)
    {
        if (!keys.Open(context.Request, function.Level))
        {
            await ProblemAsync(context, StatusCodes.Status401Unauthorized, "A function key is needed: the header x-functions-key, or ?code=.");
            return;
        }

        try
        {
            await function.AnswerAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.Gone(logger, function.Name);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await ProblemAsync(Cleared(context), exception.StatusCode, exception.Message);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, function.Name, exception);
            if (context.Response.HasStarted)
                context.Abort();
            else
                await ProblemAsync(Cleared(context), StatusCodes.Status500InternalServerError, detail: null);
        }
    }

    /// <summary>Without what the function had set before it failed.</summary>
    private static HttpContext Cleared(HttpContext context)
    {
        context.Response.Clear();
        return context;
    }

    private static Task ProblemAsync(HttpContext context, int status, string? detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} failed")]
        public static partial void Failed(ILogger logger, string function, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "{Function}: the caller went away")]
        public static partial void Gone(ILogger logger, string function);
    }
}
