using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using TestKit;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>
/// What visitors, shops and Chatra say, in a real browser: it is shown as it was said, runs nothing, makes no element and no link, and
/// the policy never had to stop anything.
/// </summary>
public sealed class ConsoleHostileTextTests(AppFixture fixture, BrowserFixture browser) : IClassFixture<AppFixture>
{
    /// <summary>All the elements and attributes that the page's own files have or make.</summary>
    private const string Foreign = """
        () => {
          const names = new Set(('html head meta title link style body header h1 h2 h3 nav a button main section form p label input select option textarea dialog '
            + 'div span strong bdi ul ol li dl dt dd table thead tbody tr th td time meter noscript script').split(' '));
          const attributes = new Set(('lang charset name content rel href type id class hidden tabindex for autocomplete spellcheck required role dir datetime title scope min max value '
            + 'rows maxlength open autofocus target disabled low high optimum').split(' '));
          const all = [...document.querySelectorAll('*')];
          const own = { style: 1, script: 1, meta: 3, link: 1, form: 4, h1: 1, dialog: 3 };
          return [
            ...all.filter(element => !names.has(element.localName)).map(element => element.outerHTML),
            ...all.flatMap(element => [...element.attributes].map(attribute => attribute.name)).filter(name => !attributes.has(name) && !name.startsWith('aria-')),
            ...Object.entries(own).filter(([name, count]) => document.querySelectorAll(name).length !== count).map(([name]) => `more or less of ${name}`),
            ...all.filter(element => element.localName === 'a' && !/^(#|https?:)/.test(element.getAttribute('href'))).map(element => element.outerHTML),
          ];
        }
        """;

    /// <summary>No address has a NUL; Kestrel refuses it before anything else.</summary>
    private static readonly string[] InAddresses = [.. HostileText.All.Distinct().Where(text => !text.Contains('\0', StringComparison.Ordinal))];

    private App App => fixture.App;

    [Fact]
    public async Task Stored_names_texts_and_files_run_nothing_in_lists_transcripts_and_the_exported_page()
    {
        HostileText.All.Length.ShouldBeGreaterThanOrEqualTo(30);
        var chatIds = new List<string>();
        foreach (var text in HostileText.All)
            chatIds.Add(await StoreAsync(text));

        await using var window = await ConsoleWindow.OpenAsync(browser, App, "conversations");
        await window.Page.GetByLabel("Day (UTC)").FillAsync("2015-09-14");
        await window.PressAsync("Show");
        foreach (var (chatId, text) in chatIds.Zip(HostileText.All))
        {
            var anchor = window.Page.Locator($"a[href='#conversations/{chatId}']").First;
            (await anchor.TextContentAsync()).ShouldBe(text);
            await anchor.ClickAsync();
            await window.Dialog.Locator(".text").First.WaitForAsync();
            (await window.Dialog.Locator("h2").TextContentAsync()).ShouldBe(text);
            (await window.Dialog.Locator(".text").AllTextContentsAsync()).ShouldBe([text, text]);
            (await window.Dialog.Locator("li bdi").AllTextContentsAsync()).ShouldBe([text, text]);
            (await window.Dialog.GetByText("File: ").TextContentAsync()).ShouldBe($"File: {text}");
            (await window.Dialog.Locator("li a").CountAsync()).ShouldBe(0);
            (await window.Page.EvaluateAsync<string[]>(Foreign)).ShouldBeEmpty(text);
            await window.Page.Keyboard.PressAsync("Escape");
        }

        window.ShouldBeQuiet();
        await using var exported = await ConsoleWindow.NewAsync(browser);
        foreach (var (chatId, text) in chatIds.Zip(HostileText.All))
        {
            await exported.Page.GotoAsync($"{App.Api.Address($"chats/{chatId}?format=html")}");
            (await exported.Page.Locator("h1").TextContentAsync()).ShouldBe(text.Replace('\0', '\uFFFD'));
            (await exported.Page.EvaluateAsync<string>("() => [...new Set([...document.querySelectorAll('body *')].map(element => element.localName))].sort().join(' ')"))
                .ShouldBe("b dd dl dt h1 h2 li main ol p time ul", text);
        }

        exported.ShouldBeQuiet();
    }

    [Fact]
    public async Task Keys_texts_and_customers_of_deliveries_run_nothing()
    {
        await using var window = await ConsoleWindow.OpenAsync(browser, App, "deliveries");
        foreach (var text in InAddresses)
        {
            (await App.Api.PostMessageAsync(new JsonObject { ["key"] = text, ["clientId"] = text, ["text"] = text })).ShouldBe(HttpStatusCode.Accepted);
            await window.PressAsync("Show");
            await window.Page.WaitForFunctionAsync("text => document.querySelector('#deliveries-list li a')?.textContent === text", text);
            await window.Page.Locator("#deliveries-list li a").First.ClickAsync();
            await window.Dialog.Locator("#delivery-text").WaitForAsync();
            (await window.Dialog.Locator("#delivery-text").TextContentAsync()).ShouldBe(text);
            (await window.Dialog.Locator("h2").TextContentAsync()).ShouldBe(text);
            await window.PressAsync("Delete");
            (await window.Dialog.Locator("#confirm-text").TextContentAsync())!.ShouldStartWith(text);
            (await window.Page.EvaluateAsync<string[]>(Foreign)).ShouldBeEmpty(text);
            await window.PressAsync("Keep it");
            await window.PressAsync("Close");
        }

        window.ShouldBeQuiet();
    }

    [Theory]
    [InlineData("document.querySelector('main').append(document.createElement('img'))")]
    [InlineData("document.querySelector('main').append(document.createElement('script'))")]
    [InlineData("document.querySelector('h1').setAttribute('data-foreign', '')")]
    [InlineData("document.querySelector('nav a').setAttribute('href', 'javascript:void 0')")]
    public async Task What_the_page_does_not_make_itself_is_seen_by_these_tests(string foreign)
    {
        await using var window = await ConsoleWindow.OpenAsync(browser, App);
        (await window.Page.EvaluateAsync<string[]>(Foreign)).ShouldBeEmpty();

        await window.Page.EvaluateAsync(foreign);

        (await window.Page.EvaluateAsync<string[]>(Foreign)).ShouldNotBeEmpty();
    }

    /// <summary>Beyond what the app can be made to store: every text of every answer.</summary>
    [Theory]
    [InlineData("overview", """{"queues":{"%":{"depth":1,"poison":1}},"budget":{"requestsPerMinute":60,"pace":59,"nextSlot":"2026-01-01T00:00:00Z","pausedUntil":"2999-01-01T00:00:00Z","pauseReason":"%"},"outbox":{"unsent":1,"oldestUnsentAt":"%"},"lastReleaseAt":"%","unknownEvents":"%","privacyRequests":"%"}""")]
    [InlineData("deliveries", """{"messages":[{"key":"%","status":"%","reason":"%","customerId":"%","attempts":"%","queuedAt":"%"},{"key":"x","status":"failed","lastError":"%","attempts":1,"queuedAt":"%"}],"continuation":"%"}""")]
    [InlineData("deliveries/x", """{"key":"%","status":"%","reason":"%","lastError":"%","as":"%","clientId":"%","text":"%","messageId":"%","attempts":"%","history":[{"at":"%","status":"%","note":"%"}],"messages":[]}""")]
    [InlineData("poison/x", """{"queues":{"%":{"depth":1,"oldestInsertedAt":"%","oldestExpiresAt":"%"}},"queue":"%","depth":1,"messages":[{"id":"%","key":"%","reason":"%","status":"%","eventId":"%","traceId":"%","insertedAt":"%","readable":false},{"id":"2","eventName":"%","readable":true}]}""")]
    [InlineData("conversations", """{"chats":[{"chatId":"%","event":"%","at":"%","displayedName":"%","hostName":"%","messageCount":"%","offlineMessagesCount":1,"agents":[{"id":"%","name":"%"}]},{"chatId":"x","matches":[{"createdAt":"%","excerpt":"%"}],"hasMore":true}],"searched":"%","from":"%","to":"%","maxDays":"%","continuation":"%"}""")]
    [InlineData("conversations/x", """{"chatId":"%","client":{"id":"%","displayedName":"%","chatLink":"%","city":"%","country":"%","chatLanguage":"%","info":{"email":"%","phone":{"%":"%"}}},"messages":[{"type":"%","text":"%","agentName":"%","createdAt":"%","file":{"fileName":"%","url":"%"}},{"type":"client","text":["%"],"createdAt":1}],"sessions":[{"finishedAt":"%","messageCount":"%"}],"chats":[]}""")]
    [InlineData("deliveries", """{"detail":"%","errors":[{"pointer":"%","reason":"%"}]}""", 400)]
    public async Task No_text_of_an_answer_runs_or_becomes_an_element(string place, string answer, int status = 200)
    {
        await using var window = await ConsoleWindow.NewAsync(browser);
        var body = "";
        await window.Page.RouteAsync(
            url => new Uri(url).AbsolutePath is var path && !path.EndsWith("/console", StringComparison.Ordinal),
            route => route.FulfillAsync(new() { Status = status, ContentType = "application/json", Body = body }));
        await window.Page.GotoAsync($"{App.Api.Address("console")}#poison");
        var elsewhere = place.StartsWith("deliveries", StringComparison.Ordinal) ? "conversations" : "deliveries";
        foreach (var text in HostileText.All.Distinct())
        {
            body = answer.Replace("\"%\"", JsonValue.Create(text).ToJsonString(), StringComparison.Ordinal);
            await window.Page.EvaluateAsync("place => { location.hash = place; }", elsewhere);
            await window.Page.Locator($"#{elsewhere}-title").WaitForAsync();
            await window.Page.EvaluateAsync("place => { location.hash = place; }", place);
            await window.Page.WaitForFunctionAsync("text => document.querySelector('#sections > section:not([hidden])').textContent.includes(text) || document.querySelector('dialog[open]')?.textContent.includes(text)", text);
            (await window.Page.EvaluateAsync<string[]>(Foreign)).ShouldBeEmpty(text);
        }

        window.ShouldBeQuiet();
    }

    /// <summary>A chat in which every text that others choose is this one; the file's address would run it.</summary>
    private async Task<string> StoreAsync(string text)
    {
        var chatId = Events.NewId();
        var transcript = Events.Transcript(chatId, 2, _ => text);
        transcript["client"]!["displayedName"] = text;
        transcript["client"]!["chatLink"] = "javascript:alert(1)";
        transcript["messages"]![1]!["agentName"] = text;
        transcript["messages"]![1]!["file"] = new JsonObject { ["fileName"] = text, ["url"] = "javascript:alert(1)" };
        (await App.Api.PostWebhookAsync(transcript.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        await App.Api.ChatAsync(chatId, messages: 2, sessions: 1);
        return chatId;
    }
}
