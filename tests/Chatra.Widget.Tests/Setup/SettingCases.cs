using Chatra.Widget.Tests.Browser;

namespace Chatra.Widget.Tests.Setup;

/// <summary>A case for every documented setting, in the documentation's order.</summary>
internal static class SettingCases
{
    private const string TrueOrFalse = "true or false";
    private const string NotEmpty = "a text that is not empty";
    private const string Function = "the name of a function of the page: an identifier, or several with dots between them";
    private const string Secret =
        "the customer's secret random string, without spaces, and nothing that others know, such as an id, a name or an e-mail address";

    public static IReadOnlyList<SettingCase> All { get; } =
    [
        new("buttonStyle", new() { ButtonStyle = ButtonStyle.Tab }, "\"tab\"", "square", "one of 'tab', 'round'",
            "the button is a tab with its title on it", async visit =>
            {
                var page = await visit.OpenAsync();
                (await page.AttributeAsync("data-chatra-style")).ShouldBe("tab");
                (await page.Part("button").Locator(".title").IsVisibleAsync()).ShouldBeTrue();
            }),
        new("buttonPosition", new() { ButtonPosition = ButtonPosition.LeftTop }, "\"lt\"", "tl", "one of 'bl', 'bc', 'br', 'lt', 'lm', 'lb', 'rt', 'rm', 'rb'",
            "the button is in its corner, one by one in all nine places", async visit =>
            {
                foreach (var position in Enum.GetValues<ButtonPosition>())
                    Places.ShouldBeAt(await (await visit.OpenAsync(new() { ButtonPosition = position })).BoxAsync("button"), position);
            }),
        new("buttonSize", new() { ButtonSize = 75 }, "75", "0", "a positive whole number",
            "the round button is 75 px wide and high", async visit =>
            {
                var box = await (await visit.OpenAsync()).BoxAsync("button");
                (box.Width, box.Height).ShouldBe((75, 75));
            }),
        new("customWidgetButton", new() { CustomWidgetButton = ".custom-chat-button" }, "\".custom-chat-button\"", "a{", "a valid CSS selector",
            "Chatra's button is gone; a click on the page's own opens the chat", async visit =>
            {
                var page = await visit.OpenAsync(body: """<button class="custom-chat-button">Help</button>""");
                (await page.Part("button").IsVisibleAsync()).ShouldBeFalse();
                await page.Page.ClickAsync(".custom-chat-button");
                await page.Part("chat").WaitForAsync();
            }),
        new("chatWidth", new() { ChatWidth = 400 }, "400", "279", "a whole number of at least 280",
            "the chat is 400 px wide", async visit => (await (await visit.OpenedAsync()).BoxAsync("chat")).Width.ShouldBe(400)),
        new("chatHeight", new() { ChatHeight = 350 }, "350", "299", "a whole number of at least 300",
            "the chat is 350 px high", async visit => (await (await visit.OpenedAsync()).BoxAsync("chat")).Height.ShouldBe(350)),
        new("zIndex", new() { ZIndex = 10 }, "10", "auto", "a whole number",
            "the widget is in layer 10", async visit => (await (await visit.OpenAsync()).StyleAsync("zIndex")).ShouldBe("10")),
        new("colors", new() { Colors = new() { ButtonText = "#f5f5f5", ButtonBg = "#123456", ClientBubbleBg = "#e7ffd1", AgentBubbleBg = "#def" } },
            """{"buttonText":"#f5f5f5","buttonBg":"#123456","clientBubbleBg":"#e7ffd1","agentBubbleBg":"#def"}""", "red", "a color in #fff or #ffffff format",
            "button and both sides' bubbles have their colors", async visit =>
            {
                var page = await visit.OpenedAsync();
                await page.SayAsync("Hello");
                await page.HearAsync("Hi");
                (await page.StyleAsync("button", "backgroundColor")).ShouldBe("rgb(18, 52, 86)");
                (await page.StyleAsync("button", "color")).ShouldBe("rgb(245, 245, 245)");
                (await page.BubbleColorAsync("client")).ShouldBe("rgb(231, 255, 209)");
                (await page.BubbleColorAsync("agent")).ShouldBe("rgb(221, 238, 255)");
            }),
        new("startHidden", new() { StartHidden = true }, "true", "yes", TrueOrFalse,
            "nothing of it is visible", async visit => (await (await visit.OpenAsync()).Part("button").IsVisibleAsync()).ShouldBeFalse()),
        new("mobileOnly", new() { MobileOnly = true }, "true", "1", TrueOrFalse,
            "the button is there on a phone, and not on a desktop", async visit =>
            {
                (await (await visit.OpenAsync(device: Devices.Phone)).Part("button").IsVisibleAsync()).ShouldBeTrue();
                (await (await visit.OpenAsync()).Part("button").IsVisibleAsync()).ShouldBeFalse();
            }),
        new("disabledOnMobile", new() { DisabledOnMobile = true }, "true", "0", TrueOrFalse,
            "the button is there on a desktop, and not on a phone", async visit =>
            {
                (await (await visit.OpenAsync()).Part("button").IsVisibleAsync()).ShouldBeTrue();
                (await (await visit.OpenAsync(device: Devices.Phone)).Part("button").IsVisibleAsync()).ShouldBeFalse();
            }),
        new("language", new() { Language = WidgetLanguage.French }, "\"fr\"", "pl", "one of 'en', 'de', 'fr', 'es', 'nl', 'pt', 'it', 'ru'",
            "the widget speaks French, and each of the eight languages", async visit =>
            {
                foreach (var language in Enum.GetValues<WidgetLanguage>())
                {
                    var page = await visit.OpenAsync(new() { Language = language });
                    (await page.AttributeAsync("data-chatra-language")).ShouldBe(Choices.Language.CodeOf(language));
                    (await page.Part("button").GetAttributeAsync("aria-label")).ShouldBe(Places.Greetings[language]);
                }
            }),
        new("locale", new() { Locale = new() { { "chat", new ChatraLocale { { "input", new ChatraLocale { { "placeholder", "Scrivi un messaggio..." } } } } } } },
            """{"chat":{"input":{"placeholder":"Scrivi un messaggio..."}}}""", "Scrivi", "an object of texts and of such objects, with keys that do not begin with _",
            "the text of the input is the shop's own", async visit =>
                (await (await visit.OpenedAsync()).Part("input").GetAttributeAsync("placeholder")).ShouldBe("Scrivi un messaggio...")),
        new("mode", new() { Mode = DisplayMode.Frame, InjectTo = InjectTarget.Id("wrapper") }, "\"frame\"", "popup", "one of 'widget', 'frame'",
            "the chat is open in the page's block, and fills it", async visit =>
            {
                var page = await visit.OpenAsync(body: """<div id="wrapper"></div>""", style: "#wrapper { width: 500px; height: 400px }");
                var box = await page.BoxAsync("chat");
                (box.Width, box.Height).ShouldBe((500, 400));
            }),
        new("injectTo", new() { Mode = DisplayMode.Frame, InjectTo = InjectTarget.Variable("shop.block") }, "\"shop.block\"", "a b", "an element's id, which has no spaces",
            "the chat is in the element of that id, and in the node that a variable holds", async visit =>
            {
                var byNode = await visit.OpenAsync(body: """<div id="other"></div>""", before: "window.shop = {block: document.querySelector('#other')}");
                (await byNode.Page.Locator("#other > #chatra").CountAsync()).ShouldBe(1);
                var byId = await visit.OpenAsync(new() { Mode = DisplayMode.Frame, InjectTo = InjectTarget.Id("wrapper") }, """<div id="wrapper"></div>""");
                (await byId.Page.Locator("#wrapper > #chatra").CountAsync()).ShouldBe(1);
            }),
        new("clientId", new() { ClientId = "kZMvWhf8npAu3H6qd57w2Hv6nh6rnxvg" }, "\"kZMvWhf8npAu3H6qd57w2Hv6nh6rnxvg\"", "42", Secret,
            "what the visitor writes is in the chat of that id, which stands in no address", async visit =>
            {
                var page = await visit.OpenedAsync();
                await page.SayAsync("It is me");
                await Eventually.HoldsAsync(async () => (await visit.Shop.ChatAsync("kZMvWhf8npAu3H6qd57w2Hv6nh6rnxvg"))?["messages"]?.AsArray().Count > 0, "the chat of the id has the message");
                page.Addresses.ShouldNotContain(address => address.Contains("kZMvWhf8np", StringComparison.Ordinal));
            }),
        new("groupId", new() { GroupId = "z2o3F8GDkNpKD4BYt" }, "\"z2o3F8GDkNpKD4BYt\"", "", NotEmpty,
            "the visitor is of that group", async visit =>
            {
                await visit.OpenAsync();
                await Eventually.HoldsAsync(async () => (string?)(await visit.Shop.ChatAsync(visit.ClientId))?["client"]?["groupId"] == "z2o3F8GDkNpKD4BYt", "the group is the visitor's");
            }),
        new("gaTrackingId", new() { GaTrackingId = "UA-12345678-1" }, "\"UA-12345678-1\"", "", NotEmpty,
            "events go to that tracker", async visit => (await (await visit.StartedAsync()).LastEventAsync("ga")).ShouldBe("UA-12345678-1")),
        new("disableGaTracking", new() { DisableGaTracking = true, GaTrackingId = "UA-1" }, "true", "no", TrueOrFalse,
            "events go to no tracker of Google", async visit => (await (await visit.StartedAsync()).LastEventAsync("ga")).ShouldBeNull()),
        new("yaCounterId", new() { YaCounterId = "12345678" }, "\"12345678\"", "12a", "the digits of a counter's id, such as 12345678",
            "events go to that counter", async visit => (await (await visit.StartedAsync()).LastEventAsync("ya")).ShouldBe("12345678")),
        new("disableYaTracking", new() { DisableYaTracking = true, YaCounterId = "1" }, "true", "off", TrueOrFalse,
            "events go to no counter of Yandex", async visit => (await (await visit.StartedAsync()).LastEventAsync("ya")).ShouldBeNull()),
        new("onNewMessage", new() { OnNewMessage = "shop.chat.said" }, "\"shop.chat.said\"", "a()", Function,
            "the page's function, defined after the widget's code, is called as its object's own with each message", async visit =>
            {
                var page = await visit.OpenedAsync(after: "var shop = {chat: {heard: [], said(message) { this.heard.push(message) }}}");
                await page.HearAsync("Hi there");
                (await page.Page.EvaluateAsync<string>("JSON.stringify(shop.chat.heard.map(({text, type}) => [text, type]))")).ShouldBe("""[["Hi there","agent"]]""");
            }),
        new("onAnalyticEvent", new() { OnAnalyticEvent = "track" }, "\"track\"", "alert(1)", Function,
            "the page's function is called with the name of each event", async visit =>
            {
                var page = await visit.OpenedAsync(after: "const tracked = []; const track = name => tracked.push(name); window.tracked = tracked");
                await page.SayAsync("Hello");
                await Eventually.HoldsAsync(async () => await page.Page.EvaluateAsync<string>("tracked.join()") == "Chat initiated by visitor", "the event is told");
            }),
        new("deferredLoading", new() { DeferredLoading = true }, "true", "lazy", TrueOrFalse,
            "the widget comes after the page's slowest picture", async visit =>
            {
                var page = await visit.OpenAsync(body: """<img alt="slow" src="/slow.svg">""");
                var (loaded, ready) = await page.TimesAsync();
                ready.ShouldBeGreaterThanOrEqualTo(loaded);
                var (loadedLast, readyFirst) = await (await visit.OpenAsync(new(), """<img alt="slow" src="/slow.svg">""")).TimesAsync();
                readyFirst.ShouldBeLessThan(loadedLast);
            }),
        new("disableChatOpenHash", new() { DisableChatOpenHash = true }, "true", "#", TrueOrFalse,
            "opening the chat on a phone leaves the page's address as it is", async visit =>
            {
                var page = await visit.OpenedAsync(device: Devices.Phone);
                (await page.HashAsync()).ShouldBe("");
                (await (await visit.OpenedAsync(new(), device: Devices.Phone)).HashAsync()).ShouldBe("#chatraChatExpanded");
            }),
    ];

    public static SettingCase Of(string name) => All.Single(each => each.Name == name);
}
