using System.Globalization;
using Azure.Data.Tables;
using ChatraFunctions.Storage;
using ChatraFunctions.Tests.Harness;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>The console with more deliveries than a page can hold.</summary>
public sealed class ConsoleManyDeliveriesTests(AzuriteFixture azurite, BrowserFixture browser)
{
    private const int Deliveries = 10_000;
    private const int Shown = 300;

    [Fact]
    public async Task Ten_thousand_are_paged_to_the_end_and_the_page_stays_small()
    {
        await using var app = await App.StartAsync(azurite);
        await WriteAsync(app.Storage.Table(TableNames.Deliveries));
        await using var window = await ConsoleWindow.OpenAsync(browser, app, "deliveries");
        var rows = window.Page.Locator("#deliveries-list li");
        await window.SeeAsync("100 shown.");
        (await rows.First.Locator("a").InnerTextAsync()).ShouldBe("message-09999");

        var last = Deliveries - 100;
        for (var more = window.Page.GetByRole(AriaRole.Button, new() { Name = "More" }); await more.IsVisibleAsync(); last -= 100)
        {
            await more.ClickAsync();
            await rows.GetByText(string.Create(CultureInfo.InvariantCulture, $"message-{last - 1:D5}")).WaitForAsync();
            (await rows.CountAsync()).ShouldBeLessThanOrEqualTo(Shown);
            await window.Page.WaitForFunctionAsync("() => !document.querySelector('#deliveries-list').innerText.includes('Reading')");
        }

        (await rows.Last.Locator("a").InnerTextAsync()).ShouldBe("message-00000");
        (await window.Page.EvaluateAsync<int>("() => document.getElementsByTagName('*').length")).ShouldBeLessThan(3000);
        await window.PressAsync("Back to the beginning");
        await rows.GetByText("message-09999").WaitForAsync();
        window.ShouldBeQuiet();
    }

    /// <summary>Rows as <c>ListedDelivery</c> keeps them of each delivery: the newer, the smaller the key.</summary>
    private static async Task WriteAsync(TableClient table)
    {
        var begin = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var rows = Enumerable.Range(0, Deliveries).Select(number => Row(number, begin.AddSeconds(number)));
        await Parallel.ForEachAsync(rows.Chunk(100), TestContext.Current.CancellationToken, async (chunk, cancellation) =>
            await table.SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancellation));
    }

    private static TableEntity Row(int number, DateTimeOffset at) =>
        new("chatra", string.Create(CultureInfo.InvariantCulture, $"l-{999_999_999_999_999 - at.ToUnixTimeMilliseconds():D15}-{number:D32}"))
        {
            ["Key"] = string.Create(CultureInfo.InvariantCulture, $"message-{number:D5}"),
            ["Status"] = "sent",
            ["ClientId"] = "client",
            ["Attempts"] = 1,
            ["QueuedAt"] = at,
            ["ChangedAt"] = at,
        };
}
