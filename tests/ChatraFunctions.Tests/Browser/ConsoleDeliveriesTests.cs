using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using Microsoft.Playwright;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>Messages on the console: found, understood, tried again, edited, deleted.</summary>
public sealed class ConsoleDeliveriesTests(AppFixture fixture, BrowserFixture browser) : IClassFixture<AppFixture>
{
    private App App => fixture.App;

    [Fact]
    public async Task A_message_that_failed_is_retried_in_the_page_and_sent()
    {
        var (key, clientId) = (Events.NewId("failing"), Events.NewId("client"));
        await App.Chatra.FaultAsync(new { kind = "status", status = 400 });
        await QueueAsync(key, clientId, "Second time lucky");
        await App.Api.MessageAsync(key, "failed");
        await using var window = await ConsoleWindow.OpenAsync(browser, App, "deliveries");

        await window.Page.GetByLabel("State").SelectOptionAsync("failed");
        await window.PressAsync("Show");
        await window.OpenAsync(key);
        await window.SeeStateAsync("failed");
        await window.SeeAsync("Simulated fault");
        await window.PressAsync("Retry");

        await window.SeeStateAsync("sent");
        (await App.Chatra.MessagesAsync(clientId)).ShouldHaveSingleItem().Text.ShouldBe("Second time lucky");
        var history = await window.Page.Locator("#delivery-history .badge").AllInnerTextsAsync(); // A busy machine may miss a slot, which stands there too.
        (history[0], history[^1], history.Contains("failed")).ShouldBe(("queued", "sent", true));
        await window.PressAsync("Close");
        (await window.FocusAsync()).ShouldContain(key);
        (await window.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = key }).Locator(".badge").InnerTextAsync()).ShouldBe("sent");
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_message_is_edited_and_deleted_in_the_page_and_in_the_chat()
    {
        var (key, clientId) = (Events.NewId("edited"), Events.NewId("client"));
        await QueueAsync(key, clientId, "Yuor parcel");
        await App.Api.MessageAsync(key, "sent");
        await using var window = await ConsoleWindow.OpenAsync(browser, App, $"deliveries/{key}");
        await window.SeeStateAsync("sent");

        await window.PressAsync("Edit the text");
        await window.Page.GetByLabel("New text").FillAsync("Your parcel");
        await window.PressAsync("Save");
        await window.SeeStateAsync("edited");
        (await App.Chatra.MessagesAsync(clientId)).ShouldHaveSingleItem().Text.ShouldBe("Your parcel");
        (await window.Page.Locator("#delivery-text").InnerTextAsync()).ShouldBe("Your parcel");

        await window.PressAsync("Delete");
        (await window.FocusAsync()).ShouldContain("confirm-no");
        await window.PressAsync("Keep it");
        (await window.FocusAsync()).ShouldContain("delivery-delete");
        (await App.Api.GetMessageAsync(key)).Json["status"]!.GetValue<string>().ShouldBe("edited");

        await window.PressAsync("Delete");
        await window.PressAsync("Delete it");
        await window.SeeStateAsync("deleted");
        (await window.Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).IsVisibleAsync()).ShouldBeFalse();
        await App.Api.MessageAsync(key, "deleted");
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task They_are_found_by_order_and_by_customer_newest_first()
    {
        var (order, customer) = (Events.NewId("order"), Events.NewId("customer"));
        (await App.Api.PostOrderAsync(OrderEvents.Shipped($"{order}-1", customer).ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        await App.Api.MessageAsync($"cloudevents:{order}-1:shipped", "skipped");
        (await App.Api.PostOrderAsync(OrderEvents.Shipped($"{order}-2", customer).ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        await App.Api.MessageAsync($"cloudevents:{order}-2:shipped", "skipped");
        await using var window = await ConsoleWindow.OpenAsync(browser, App, "deliveries");

        await ShowAsync(window, "Customer", customer, "2 shown.");
        (await KeysAsync(window)).ShouldBe([$"cloudevents:{order}-2:shipped", $"cloudevents:{order}-1:shipped"]);
        await window.SeeAsync("not bound");

        await window.Page.GetByLabel("Customer").FillAsync("");
        await ShowAsync(window, "Order", $"{order}-1", "1 shown.");
        (await KeysAsync(window)).ShouldBe([$"cloudevents:{order}-1:shipped"]);

        await ShowAsync(window, "Order", $"{order}-3", "There is nothing.");
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task More_is_more_of_what_is_shown_whatever_the_form_says_by_then()
    {
        await using var window = await ConsoleWindow.NewAsync(browser);
        var queries = new List<string>();
        await window.Page.RouteAsync("**/api/messages?*", route =>
        {
            queries.Add(new Uri(route.Request.Url).Query);
            var message = new JsonObject { ["key"] = $"number-{queries.Count}", ["status"] = "sent", ["queuedAt"] = "2026-01-01T00:00:00Z", ["attempts"] = 1 };
            return route.FulfillAsync(new() { ContentType = "application/json", Body = new JsonObject { ["messages"] = new JsonArray(message), ["continuation"] = "next" }.ToJsonString() });
        });
        await window.Page.GotoAsync($"{App.Api.Address("console")}#deliveries");
        await window.SeeAsync("number-1");

        await window.Page.GetByLabel("Customer").FillAsync("another");
        await window.PressAsync("More");
        await window.SeeAsync("number-2");
        await window.PressAsync("Show");
        await window.SeeAsync("number-3");

        queries.ShouldBe(["?limit=100", "?limit=100&continuation=next", "?customerId=another&limit=100"]);
    }

    [Theory]
    [InlineData("queued", null, "Edit the text, Delete")]
    [InlineData("queued", "503", "Retry, Edit the text, Delete")]
    [InlineData("failed", null, "Retry, Delete")]
    [InlineData("superseded", null, "Delete")]
    [InlineData("sent", null, "")]
    [InlineData("deleted", null, "")]
    public async Task What_the_app_would_refuse_is_not_offered(string status, string? lastError, string buttons)
    {
        await using var window = await ConsoleWindow.NewAsync(browser);
        var body = new JsonObject { ["key"] = "x", ["status"] = status, ["lastError"] = lastError, ["clientId"] = "jane", ["text"] = "Hello", ["attempts"] = 1, ["history"] = new JsonArray() };
        await window.Page.RouteAsync("**/api/messages/x", route => route.FulfillAsync(new() { ContentType = "application/json", Body = body.ToJsonString() }));
        await window.Page.GotoAsync($"{App.Api.Address("console")}#deliveries/x");
        await window.SeeStateAsync(status);

        var offered = await window.Dialog.Locator("#delivery-actions button").Filter(new() { Visible = true }).AllInnerTextsAsync();
        string.Join(", ", offered).ShouldBe(buttons);
    }

    [Fact]
    public async Task A_message_is_followed_beyond_an_app_that_is_away_for_a_moment()
    {
        var (key, clientId) = (Events.NewId("followed"), Events.NewId("client"));
        await using var window = await ConsoleWindow.NewAsync(browser);
        await QueueAsync(key, clientId, "On its way");
        var isAway = true;
        await window.Page.RouteAsync($"**/api/messages/{key}", route => isAway ? route.FulfillAsync(new() { Status = 503 }) : route.ContinueAsync());
        await window.Page.GotoAsync($"{App.Api.Address("console")}#deliveries/{key}");
        await window.Dialog.GetByText("The functions answered 503.").WaitForAsync();

        isAway = false;
        await window.SeeStateAsync("sent");

        (await window.Dialog.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldBeEmpty();
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_refusal_is_shown_in_the_app_s_own_words()
    {
        await using var window = await ConsoleWindow.OpenAsync(browser, App, "deliveries/no-such-key");

        await window.SeeAsync("There is no message with this key.");
        window.ShouldBeQuiet();
    }

    private static async Task ShowAsync(ConsoleWindow window, string field, string value, string shown)
    {
        await window.Page.GetByLabel(field).FillAsync(value);
        await window.PressAsync("Show");
        await window.Page.GetByText(shown, new() { Exact = true }).WaitForAsync();
    }

    private static Task<IReadOnlyList<string>> KeysAsync(ConsoleWindow window) => window.Page.Locator("#deliveries-list li a").AllInnerTextsAsync();

    private async Task QueueAsync(string key, string clientId, string text) =>
        (await App.Api.PostMessageAsync(new JsonObject { ["key"] = key, ["clientId"] = clientId, ["text"] = text })).ShouldBe(HttpStatusCode.Accepted);
}
