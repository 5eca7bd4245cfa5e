using System.Net;
using ChatraFunctions.OperatorConsole;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>GET /console.</summary>
public sealed class ConsoleTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task It_is_open_to_all_and_the_same_for_all()
    {
        await using var app = await App.StartAsync(azurite, ("LocalHost__FunctionKeys__default", "function-key-Zq81"));

        var answer = (await app.Api.GetAsync("console")).ShouldBe(HttpStatusCode.OK);

        answer.ContentType.ShouldBe("text/html");
        answer.Body.ShouldBe(ConsolePage.Html);
        foreach (var (name, value) in ConsolePage.Headers)
            answer.Headers[name].ShouldBe(value);

        (await app.Api.GetAsync("console?code=function-key-Zq81")).ShouldBe(HttpStatusCode.OK).Body.ShouldBe(ConsolePage.Html);
        (await app.Api.SendAsync("POST", "console")).ShouldBeProblem(HttpStatusCode.MethodNotAllowed);
    }
}
