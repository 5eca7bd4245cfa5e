using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using Microsoft.Playwright;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>Conversations on the console: by day, by text, and what was said.</summary>
public sealed class ConsoleConversationsTests(AppFixture fixture, BrowserFixture browser) : IClassFixture<AppFixture>
{
    private App App => fixture.App;

    [Fact]
    public async Task A_conversation_that_is_played_is_seen_on_the_console()
    {
        await App.Chatra.EmitToAsync(App.Api);
        await App.Chatra.DoAsync("visitors/jane/arrive", new { name = "Jane from Dublin" });
        await App.Chatra.DoAsync("visitors/jane/say", new { text = "Is it red?" });
        await App.Chatra.DoAsync("agents/d9nKoegKSjmCtyK78/say", new { clientId = "jane", text = "As red as the sky is blue." });
        await App.Chatra.DoAsync("visitors/jane/leave");
        await App.Chatra.EventsAsync();
        var chatId = (await App.Chatra.ChatAsync("jane"))["chatId"]!.GetValue<string>();
        await App.Api.ChatAsync(chatId, messages: 2, sessions: 1);

        await using var window = await ConsoleWindow.OpenAsync(browser, App, "conversations");
        await window.OpenAsync("Jane from Dublin");

        await window.Dialog.GetByText("As red as the sky is blue.").WaitForAsync();
        (await window.Dialog.Locator("li .text").AllInnerTextsAsync()).ShouldBe(["Is it red?", "As red as the sky is blue."]);
        (await window.Dialog.Locator("li").First.InnerTextAsync()).ShouldStartWith("Jane from Dublin");
        (await window.Dialog.GetByText("2 messages in all.").IsVisibleAsync()).ShouldBeTrue();
        await window.Page.Keyboard.PressAsync("Escape");
        (await window.FocusAsync()).ShouldContain("Jane from Dublin");
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task What_is_said_while_the_console_is_open_arrives_there()
    {
        await App.Chatra.EmitToAsync(App.Api);
        await using var window = await ConsoleWindow.OpenAsync(browser, App, "conversations");
        await using var inbox = await ConsoleWindow.NewAsync(browser);
        await inbox.Page.GotoAsync(App.Chatra.Address);
        var input = inbox.Page.FrameLocator("#frames iframe:not([hidden])").Locator("[part=input]");
        await input.FillAsync("Is anybody there?");
        await input.PressAsync("Enter");
        await inbox.PressAsync("Jane online 1 unread");
        var chatId = await InboxTests.ChatIdAsync(inbox.Page);

        await window.Page.Locator($"a[href='#conversations/{chatId}']").First.ClickAsync();
        await window.Dialog.GetByText("Is anybody there?").WaitForAsync();
        await inbox.Page.GetByLabel("Answer").FillAsync("We are.");
        await inbox.Page.GetByLabel("Answer").PressAsync("Enter");

        await window.Dialog.GetByText("We are.").WaitForAsync();
        window.ShouldBeQuiet();
        inbox.ShouldBeQuiet();
    }

    [Fact]
    public async Task Days_are_turned_and_times_are_the_reader_s_with_UTC_in_the_title()
    {
        var chatId = await StoreAsync();
        await using var window = await ConsoleWindow.OpenAsync(browser, App, "conversations", new() { TimezoneId = "Asia/Tokyo", Locale = "en-GB" });
        await window.Page.GetByLabel("Day (UTC)").FillAsync("2015-09-15");
        await window.PressAsync("Previous day");
        await window.Page.Locator($"a[href='#conversations/{chatId}']").First.ClickAsync();

        var said = window.Dialog.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Sure, just a moment :)" }).Locator("time");
        (await said.GetAttributeAsync("datetime")).ShouldBe("2015-09-14T12:22:39.830Z");
        (await said.GetAttributeAsync("title")).ShouldBe("2015-09-14 12:22:39 UTC");
        (await said.InnerTextAsync()).ShouldContain("21:22:39");
        var file = window.Dialog.GetByRole(AriaRole.Link, new() { Name = "receipt.png" });
        (await file.GetAttributeAsync("href")).ShouldBe("https://ucarecdn.com/03cd56cd-1de9-4f65-996d-08afdf27fa1b/");
        (await file.GetAttributeAsync("rel")).ShouldBe("noopener noreferrer");
        await window.PressAsync("Close");

        await window.PressAsync("Next day");
        await window.SeeAsync("There is nothing.");
        (await window.Page.GetByLabel("Day (UTC)").InputValueAsync()).ShouldBe("2015-09-15");
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task Text_is_found_and_the_bounds_of_the_search_are_said()
    {
        var chatId = await StoreAsync();
        await using var window = await ConsoleWindow.OpenAsync(browser, App, "conversations");
        await window.Page.GetByLabel("Day (UTC)").FillAsync("2015-09-20");

        await window.Page.GetByLabel("Text, in the 31 days up to it").FillAsync("RE-SEND my order");
        await window.PressAsync("Show");

        await window.SeeAsync("from 2015-08-21 to 2015-09-20, 31 days at most.");
        await window.Page.Locator($"a[href='#conversations/{chatId}']").WaitForAsync();
        await window.SeeAsync("could you please re-send my order details?");
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_long_transcript_is_paged()
    {
        var chatId = Events.NewId();
        (await App.Api.PostWebhookAsync(Events.Transcript(chatId, 450, number => $"Word {number}").ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        await App.Api.ChatAsync(chatId, messages: 450, sessions: 1);
        await using var window = await ConsoleWindow.OpenAsync(browser, App, $"conversations/{chatId}");
        foreach (var last in new[] { 99, 199, 299, 399, 449 })
        {
            await window.Dialog.GetByText($"Word {last}", new() { Exact = true }).WaitForAsync();
            (await window.Dialog.Locator("#chat-messages li").CountAsync()).ShouldBeLessThanOrEqualTo(300);
            if (last < 449)
                await window.PressAsync("More");
        }

        (await window.FocusAsync()).ShouldContain("Word 400"); // The button that had it is gone.

        window.ShouldBeQuiet();
    }

    private async Task<string> StoreAsync()
    {
        var chatId = Events.NewId();
        JsonObject transcript = Events.Transcript(chatId);
        (await App.Api.PostWebhookAsync(transcript.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        await App.Api.ChatAsync(chatId, messages: 6, sessions: 1);
        return chatId;
    }
}
