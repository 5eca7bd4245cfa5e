using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions;

/// <summary>Tells the operator why a request was answered with 503.</summary>
internal static partial class Outages
{
    public static void Log(HttpContext context, Exception exception)
    {
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Outages).FullName!);
        Unavailable(logger, exception, context.Request.Method);
    }

    [LoggerMessage(1, LogLevel.Error, "A {Method} request was answered with 503: storage did not do its part")]
    private static partial void Unavailable(ILogger logger, Exception exception, string method);
}
