using System.Net;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests.Simulator;

/// <summary>What a page in the developer's browser may ask of the simulator.</summary>
public sealed class BrowserGuardTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "http://localhost:3000")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Host", "evil.example")]
    public async Task Control_surface_refuses_pages_of_other_origins(string header, string value)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        (string Method, string Path)[] requests =
        [
            ("GET", "messages"), ("DELETE", "messages"), ("POST", "visitors/me/arrive"), ("PUT", "webhooks"), ("POST", "faults"), ("POST", "inbox"),
            ("PUT", "shop"), ("PUT", "shop/session"), ("GET", "shop/widget"), ("POST", "shop/orders"), ("PUT", "widget"),
        ];
        foreach (var (method, path) in requests)
            (await SendAsync(chatra, method, $"/_simulator/{path}", header, value)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);

        (await chatra.Control.GetStringAsync("chats", Cancellation)).ShouldBe("""{"chats":[]}""");
    }

    [Theory]
    [InlineData("same-origin")]
    [InlineData("none")]
    public async Task Control_surface_serves_its_own_pages_and_programs(string site)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        (await SendAsync(chatra, "GET", "/_simulator/messages", "Sec-Fetch-Site", site)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(chatra, "GET", "/_simulator/messages", "Origin", Root(chatra))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await chatra.Control.GetAsync("messages", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:3000")]
    [InlineData("http://[::1]:5000")]
    public async Task Widget_may_stand_on_any_page_of_this_machine(string origin)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var asked = await SendAsync(chatra, "OPTIONS", "/_widget/say", "Origin", origin);
        asked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        asked.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([origin]);
        asked.Headers.GetValues("Access-Control-Allow-Headers").ShouldBe(["content-type"]);
        asked.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        asked.Headers.Vary.ShouldBe(["Origin"]);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://127.0.0.1.evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Host", "evil.example")]
    public async Task Widget_stands_on_no_page_of_elsewhere(string header, string value)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        foreach (var method in new[] { "OPTIONS", "POST" })
        {
            using var answer = await SendAsync(chatra, method, "/_widget/say", header, value);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/visitor")]
    [InlineData("/shop")]
    public async Task Pages_run_nothing_but_their_own_files(string path)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var page = await chatra.Http.GetAsync(new Uri(Root(chatra) + path), Cancellation);
        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self';");
        policy.ShouldNotContain("unsafe");
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        html.ShouldNotContain("style=");
        html.ShouldNotContain(" on");
    }

    [Fact]
    public async Task Nothing_but_the_pages_files_is_served()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        foreach (var path in new[] { "/pages/index.html", "/pages/..%2fwidget%2frules.js", "/pages/nothing.js", "/widget/rules.js" })
            (await chatra.Http.GetAsync(new Uri(Root(chatra) + path), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await chatra.Http.GetAsync(new Uri(Root(chatra) + "/pages/inbox.js"), Cancellation)).Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
    }

    private static string Root(SimulatedChatra chatra) => new Uri(chatra.BaseUrl).GetLeftPart(UriPartial.Authority);

    private static async Task<HttpResponseMessage> SendAsync(SimulatedChatra chatra, string method, string path, string header, string value)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Root(chatra) + path);
        request.Headers.TryAddWithoutValidation(header, value).ShouldBeTrue();
        if (method is "POST" or "PUT")
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        return await chatra.Control.SendAsync(request, Cancellation);
    }
}
