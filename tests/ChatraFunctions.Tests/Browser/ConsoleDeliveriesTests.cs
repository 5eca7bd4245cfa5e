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
        (await window.Page.Locator("#delivery-history .badge").AllInnerTextsAsync())
            .ShouldBe(["queued", "released", "sending", "failed", "queued", "released", "sending", "sent"]);
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
