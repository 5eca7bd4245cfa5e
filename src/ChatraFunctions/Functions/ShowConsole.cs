using ChatraFunctions.OperatorConsole;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>The page for operators. It is open to all, for it holds no data: it asks for a function key, and the other functions for it.</summary>
public sealed class ShowConsole
{
    [Function(nameof(ShowConsole))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "console")] HttpRequest request) =>
        new PageAnswer(ConsolePage.Html, ConsolePage.Headers);
}
