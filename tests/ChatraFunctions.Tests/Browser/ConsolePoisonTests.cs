using System.Net;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Tests.Harness;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>Poison queues on the console: looked at, replayed, cleared.</summary>
public sealed class ConsolePoisonTests(AzuriteFixture azurite, BrowserFixture browser)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_failed_is_replayed_in_the_page_and_done()
    {
        await using var app = await App.StartAsync(azurite);
        var (chatId, table) = (Events.NewId(), app.Storage.Table(TableNames.ChatIndex));
        await table.DeleteAsync(Cancellation);
        (await app.Api.PostWebhookAsync(Events.Transcript(chatId).ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        await Eventually.HoldsAsync(async () => await app.Api.PoisonedAsync() == 1, "the event is set aside");
        await table.CreateAsync(Cancellation);
        await using var window = await ConsoleWindow.OpenAsync(browser, app, "poison");

        await window.OpenAsync(QueueNames.ChatraEvents);
        await window.SeeAsync("chatTranscript");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Replay chatTranscript " }).DblClickAsync(); // The second time does nothing.

        await window.SeeAsync("Back to work: 1. Still here: 0.");
        (await window.Page.Locator("#poison-problem").InnerTextAsync()).ShouldBeEmpty();
        await app.Api.ChatAsync(chatId, messages: 6, sessions: 1);
        (await window.FocusAsync()).ShouldContain("poison-queue-title");
        await window.PressAsync("Look again");
        await window.SeeAsync("0 shown.");
        (await window.Page.GetByText("Replay all").IsDisabledAsync()).ShouldBeTrue();
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task What_nobody_wants_is_deleted_once_it_is_confirmed()
    {
        await using var app = await App.StartAsync(azurite);
        var poison = app.Storage.Queue(QueueNames.Poison(QueueNames.Outbox));
        await poison.SendMessageAsync("not a message", Cancellation);
        await using var window = await ConsoleWindow.OpenAsync(browser, app, "poison/outbox");
        await window.SeeAsync("its text is not Base64");
        var delete = window.Page.GetByRole(AriaRole.Button, new() { Name = "Delete message " });

        await delete.ClickAsync();
        await window.PressAsync("Keep it");
        (await poison.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount.ShouldBe(1);
        await delete.ClickAsync();
        await window.PressAsync("Delete it");

        await window.SeeAsync("Deleted.");
        await window.SeeAsync("0 shown.");
        (await poison.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount.ShouldBe(0);
        window.ShouldBeQuiet();
    }
}
