using Chatra.Widget.Tests.Browser;

namespace Chatra.Widget.Tests.Methods;

/// <summary>A case for every documented method, in the documentation's order.</summary>
internal static class MethodCases
{
    private static readonly ChatraLocale Italian = new() { { "chat", new ChatraLocale { { "input", new ChatraLocale { { "placeholder", "Scrivi un messaggio..." } } } } } };

    public static IReadOnlyList<MethodCase> All { get; } =
    [
        new("sendAutoMessage", ChatraCall.SendAutoMessage("Need a hand?"), """Chatra("sendAutoMessage","Need a hand?");""",
            "the chat opens with the message of an agent", async visit =>
            {
                var page = await visit.OpenAsync();
                await page.MessageAsync("agent", "Need a hand?");
                await page.Part("chat").WaitForAsync();
            }),
        new("setButtonPosition", ChatraCall.SetButtonPosition(ButtonPosition.LeftMiddle), """Chatra("setButtonPosition","lm");""",
            "the button moves to the left", async visit => Places.ShouldBeAt(await (await visit.OpenAsync()).BoxAsync("button"), ButtonPosition.LeftMiddle)),
        new("resetButtonPosition", ChatraCall.ResetButtonPosition(), """Chatra("resetButtonPosition");""",
            "the button moves back to the account's place", async visit => Places.ShouldBeAt(await (await visit.OpenAsync()).BoxAsync("button"), ButtonPosition.BottomRight))
        {
            Setup = new() { ButtonPosition = ButtonPosition.LeftTop },
        },
        new("setButtonSize", ChatraCall.SetButtonSize(80), """Chatra("setButtonSize",80);""",
            "the button is 80 px wide", async visit => (await (await visit.OpenAsync()).BoxAsync("button")).Width.ShouldBe(80)),
        new("setChatWidth", ChatraCall.SetChatWidth(450), """Chatra("setChatWidth",450);""",
            "the chat is 450 px wide", async visit => (await (await visit.OpenedAsync()).BoxAsync("chat")).Width.ShouldBe(450)),
        new("setChatHeight", ChatraCall.SetChatHeight(333), """Chatra("setChatHeight",333);""",
            "the chat is 333 px high", async visit => (await (await visit.OpenedAsync()).BoxAsync("chat")).Height.ShouldBe(333)),
        new("setZIndex", ChatraCall.SetZIndex(7), """Chatra("setZIndex",7);""",
            "the widget is in layer 7", async visit => (await (await visit.OpenAsync()).StyleAsync("zIndex")).ShouldBe("7")),
        new("setColors", ChatraCall.SetColors(new ChatraColors { ButtonBg = "#123456" }), """Chatra("setColors",{"buttonBg":"#123456"});""",
            "the button has the new color, and keeps the other", async visit =>
            {
                var page = await visit.OpenAsync();
                (await page.StyleAsync("button", "backgroundColor")).ShouldBe("rgb(18, 52, 86)");
                (await page.StyleAsync("button", "color")).ShouldBe("rgb(1, 2, 3)");
            })
        {
            Setup = new() { Colors = new() { ButtonText = "#010203", ButtonBg = "#000" } },
        },
        new("resetColors", ChatraCall.ResetColors(), """Chatra("resetColors");""",
            "colors of set-up and calls are gone", async visit =>
            {
                var page = await visit.OpenAsync();
                (await page.StyleAsync("button", "backgroundColor")).ShouldNotBe("rgb(18, 52, 86)");
                (await page.StyleAsync("button", "color")).ShouldNotBe("rgb(1, 2, 3)");
            })
        {
            Setup = new() { Colors = new() { ButtonText = "#010203" } },
            Calls = [ChatraCall.SetColors(new ChatraColors { ButtonBg = "#123456" }), ChatraCall.ResetColors()],
        },
        new("openChat", ChatraCall.OpenChat(focus: true), """Chatra("openChat",true);""",
            "the chat is open, with the input focused; on a phone, too, without the focus", async visit =>
            {
                var page = await visit.OpenAsync();
                await page.Part("chat").WaitForAsync();
                (await page.Page.EvaluateAsync<string?>("document.activeElement?.shadowRoot?.activeElement?.part.value")).ShouldBe("input");
                var phone = await visit.OpenAsync(device: Devices.Phone);
                await phone.Part("chat").WaitForAsync();
                (await phone.Page.EvaluateAsync<string?>("document.activeElement?.shadowRoot?.activeElement?.part.value")).ShouldNotBe("input");
            }),
        new("expandWidget", ChatraCall.ExpandWidget(), """Chatra("expandWidget");""",
            "the chat is open; on a phone it is not", async visit =>
            {
                await (await visit.OpenAsync()).Part("chat").WaitForAsync();
                (await (await visit.OpenAsync(device: Devices.Phone)).AttributeAsync("data-chatra-state")).ShouldBe("minimized");
            }),
        new("minimizeWidget", ChatraCall.MinimizeWidget(), """Chatra("minimizeWidget");""",
            "the open chat is a button again", async visit =>
            {
                var page = await visit.OpenAsync();
                (await page.AttributeAsync("data-chatra-state")).ShouldBe("minimized");
                (await page.Part("button").IsVisibleAsync()).ShouldBeTrue();
            })
        {
            Calls = [ChatraCall.OpenChat(), ChatraCall.MinimizeWidget()],
        },
        new("hide", ChatraCall.Hide(), """Chatra("hide");""",
            "nothing of it is visible", async visit => (await (await visit.OpenAsync()).Part("button").IsVisibleAsync()).ShouldBeFalse()),
        new("show", ChatraCall.Show(), """Chatra("show");""",
            "what was hidden at the start is visible", async visit => (await (await visit.OpenAsync()).Part("button").IsVisibleAsync()).ShouldBeTrue())
        {
            Setup = new() { StartHidden = true },
        },
        new("pageView", ChatraCall.PageView(), """Chatra("pageView");""",
            "Chatra knows of the page once more", async visit =>
            {
                await visit.OpenAsync(before: "history.replaceState(null, '', '/moved-without-loading')");
                await Eventually.HoldsAsync(async () => $"{(await visit.Shop.ChatAsync(visit.ClientId))?["client"]?["latestVisit"]?["viewedPages"]?.ToJsonString()}".Split("moved-without-loading").Length >= 3, "the page is viewed twice");
            }),
        new("setIntegrationData", ChatraCall.SetIntegrationData(new ChatraIntegration { Name = "Cowardly Lion" }.Set("Orders", 3)), """Chatra("setIntegrationData",{"name":"Cowardly Lion","Orders":3});""",
            "Chatra knows exactly that of the visitor", async visit =>
            {
                await visit.OpenAsync();
                await IntegrationAsync(visit, """{"name":"Cowardly Lion","Orders":3}""");
            }),
        new("updateIntegrationData", ChatraCall.UpdateIntegrationData(new ChatraIntegrationUpdate().Set("email", "lion@oz.example").Remove("phone")), """Chatra("updateIntegrationData",{"email":"lion@oz.example","phone":null});""",
            "what is named changes or goes, the rest stays", async visit =>
            {
                await visit.OpenAsync();
                await IntegrationAsync(visit, """{"name":"Lion","email":"lion@oz.example"}""");
            })
        {
            Calls =
            [
                ChatraCall.SetIntegrationData(new ChatraIntegration { Name = "Lion", Phone = "+1" }),
                ChatraCall.UpdateIntegrationData(new ChatraIntegrationUpdate().Set("email", "lion@oz.example").Remove("phone")),
            ],
        },
        new("setLocale", ChatraCall.SetLocale(Italian), """Chatra("setLocale",{"chat":{"input":{"placeholder":"Scrivi un messaggio..."}}});""",
            "the text of the input changes", async visit => (await (await visit.OpenedAsync()).Part("input").GetAttributeAsync("placeholder")).ShouldBe("Scrivi un messaggio...")),
        new("setGroupId", ChatraCall.SetGroupId("z2o3F8GDkNpKD4BYt"), """Chatra("setGroupId","z2o3F8GDkNpKD4BYt");""",
            "the visitor is of that group", async visit =>
            {
                await visit.OpenAsync();
                await Eventually.HoldsAsync(async () => (string?)(await visit.Shop.ChatAsync(visit.ClientId))?["client"]?["groupId"] == "z2o3F8GDkNpKD4BYt", "the group is the visitor's");
            }),
        new("restart", ChatraCall.Restart(), """Chatra("restart");""",
            "the widget is there again, with the set-up of that moment", async visit =>
            {
                var page = await visit.OpenAsync(after: "window.ChatraSetup.language = 'fr'");
                (await page.Part("button").GetAttributeAsync("aria-label")).ShouldBe("Discutez avec nous");
            })
        {
            Setup = new() { Language = WidgetLanguage.German },
            Calls = [ChatraCall.Kill(), ChatraCall.Restart()],
        },
        new("kill", ChatraCall.Kill(), """Chatra("kill");""",
            "nothing of the widget is on the page", async visit =>
            {
                var page = await visit.OpenAsync();
                (await page.Host.CountAsync()).ShouldBe(1);
                await page.Page.EvaluateAsync("call => { Chatra(...call) }", new[] { "kill" });
                (await page.Host.CountAsync()).ShouldBe(0);
            })
        {
            Calls = [],
        },
    ];

    public static MethodCase Of(string name) => All.Single(each => each.Name == name);

    private static Task IntegrationAsync(Visit visit, string data) => Eventually.HoldsAsync(
        async () => (await visit.Shop.ChatAsync(visit.ClientId))?["client"]?["integrationData"]?.ToJsonString() == data, "the integration data is the visitor's");
}
