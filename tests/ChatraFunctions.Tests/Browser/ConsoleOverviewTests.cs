using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Queues;
using ChatraFunctions.Tests.Harness;
using TestKit;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>The console's overview: whether messages flow, and why not.</summary>
public sealed class ConsoleOverviewTests(AzuriteFixture azurite, BrowserFixture browser)
{
    [Fact]
    public async Task Budget_depths_and_the_reason_of_a_pause_are_shown_as_they_change()
    {
        await using var app = await App.StartAsync(azurite);
        await using var window = await ConsoleWindow.OpenAsync(browser, app);
        await window.SeeAsync("591 requests a minute; the limit is 600");
        (await Facts(window, "#budget-facts")).ShouldContain("Pause none");
        (await Facts(window, "#outbox-facts")).ShouldBe("Unsent 0 Oldest none");
        (await window.Page.Locator("#budget-gauge").EvaluateAsync<double>("gauge => gauge.max")).ShouldBe(591);
        await GaugeShouldBecomeAsync(window, "empty");

        await app.Storage.Queue(QueueNames.Poison(QueueNames.Outbox)).SendMessageAsync("not a message", TestContext.Current.CancellationToken);
        await app.Chatra.FaultAsync(new { kind = "status", status = 429, retryAfter = 600 });
        (await app.Api.PostMessageAsync(new JsonObject { ["clientId"] = "jane", ["text"] = "Hello" })).ShouldBe(HttpStatusCode.Accepted);

        await window.Page.Locator("#budget-facts").GetByText("until").WaitForAsync();
        await window.SeeAsync("Nothing is sent at the moment.");
        (await Facts(window, "#budget-facts")).ShouldContain("429");
        (await Facts(window, "#outbox-facts")).ShouldStartWith("Unsent 1 Oldest waits for ");
        await GaugeShouldBecomeAsync(window, "full and red");
        (await window.Page.Locator("#queues tr").Filter(new() { HasText = "outbox" }).InnerTextAsync()).ShouldEndWith("1");
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task An_app_that_cannot_be_reached_is_said_and_asked_less_and_less_often()
    {
        await using var app = await App.StartAsync(azurite);
        await using var window = await ConsoleWindow.NewAsync(browser);
        var asked = 0;
        await window.Page.RouteAsync("**/api/status", route =>
        {
            asked++;
            return route.AbortAsync("connectionrefused");
        });
        var morning = new DateTime(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);
        await window.Page.Clock.InstallAsync(new() { TimeDate = morning });
        await window.Page.Clock.PauseAtAsync(morning.AddSeconds(1));
        await window.Page.GotoAsync($"{app.Api.Address("console")}");

        await window.SeeAsync("The functions cannot be reached.");
        await window.SeeAsync("Trying again in 10 s.");
        await window.Page.Clock.RunForAsync(9_000);
        await window.SeeAsync("Trying again in 1 s.");
        asked.ShouldBe(1);
        await window.Page.Clock.RunForAsync(1_000);
        await window.SeeAsync("Trying again in 20 s.");
        asked.ShouldBe(2);
        await window.PressAsync("Try now");
        await window.SeeAsync("Trying again in 40 s.");
        await window.Page.UnrouteAsync("**/api/status");
        await window.PressAsync("Try now");

        await window.SeeAsync("591 requests a minute");
        (await window.Page.GetByText("cannot be reached").IsVisibleAsync()).ShouldBeFalse();
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_tab_that_nobody_sees_asks_for_nothing()
    {
        await using var app = await App.StartAsync(azurite);
        await using var window = await ConsoleWindow.OpenAsync(browser, app);
        await window.SeeAsync("591 requests a minute");
        await SetHiddenAsync(window, isHidden: true);
        var asked = 0;
        window.Page.Request += (_, _) => asked++;
        await Task.Delay(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        asked.ShouldBe(0);

        await window.Page.RunAndWaitForRequestAsync(() => SetHiddenAsync(window, isHidden: false), request => request.Url.EndsWith("/api/status", StringComparison.Ordinal));
    }

    private static Task SetHiddenAsync(ConsoleWindow window, bool isHidden) => window.Page.EvaluateAsync(
        """
        isHidden => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        isHidden);

    /// <summary>Browsers paint what is above <c>high</c> red where the optimum is below <c>low</c>.</summary>
    private static Task GaugeShouldBecomeAsync(ConsoleWindow window, string words) => Eventually.HoldsAsync(
        async () => words == await window.Page.Locator("#budget-gauge").EvaluateAsync<string>(
            "gauge => gauge.value === 0 ? 'empty' : `${gauge.value === gauge.max ? 'full' : 'in part'} and ${gauge.value > gauge.high && gauge.optimum < gauge.low ? 'red' : 'green'}`"),
        $"the gauge is {words}");

    private static async Task<string> Facts(ConsoleWindow window, string list) =>
        string.Join(' ', await window.Page.Locator($"{list} > *").AllInnerTextsAsync());
}
