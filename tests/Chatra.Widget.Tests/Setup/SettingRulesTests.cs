using System.Text.Json;

namespace Chatra.Widget.Tests.Setup;

/// <summary>What the documentation allows is taken, all else is refused by its rule.</summary>
public sealed class SettingRulesTests
{
    public static TheoryData<string> Names => [.. SettingCases.All.Select(each => each.Name)];

    /// <summary>Setting, texts that are values of it, texts that are none.</summary>
    public static TheoryData<string, string[], string[]> Texts => new()
    {
        { "buttonStyle", ["tab", "round"], ["", "Tab", "square", "0", " tab"] },
        { "buttonPosition", ["bl", "bc", "br", "lt", "lm", "lb", "rt", "rm", "rb"], ["", "tl", "BR", "b", "br "] },
        { "buttonSize", ["1", "60", "75", "2147483647"], ["0", "-1", "60.5", "60px", "1e2", "2147483648", "NaN"] },
        { "customWidgetButton", Selectors.Valid, [.. Selectors.Invalid, .. Selectors.Slips] },
        { "chatWidth", ["280", "380", "5000"], ["279", "0", "-280", "280.5", "wide", ""] },
        { "chatHeight", ["300", "600"], ["299", "-1", "tall", ""] },
        { "zIndex", ["0", "-1", "9999", "2147483647"], ["", "1.5", "auto", "99999999999"] },
        { "colors.buttonText", ["#fff", "#FFF", "#f5f5f5", "#ABCDEF"], ["", "fff", "#ffff", "#fffff", "#ggg", "red", "rgb(0,0,0)", "#fff;", "#fff\n", " #fff"] },
        { "colors.buttonBg", ["#000"], ["black"] },
        { "colors.clientBubbleBg", ["#000"], ["transparent"] },
        { "colors.agentBubbleBg", ["#000"], ["#00000000"] },
        { "startHidden", ["true", "false", "True"], ["", "1", "yes"] },
        { "mobileOnly", ["true", "false"], ["", "0"] },
        { "disabledOnMobile", ["true", "false"], ["", "on"] },
        { "language", ["en", "de", "fr", "es", "nl", "pt", "it", "ru"], ["", "EN", "en-US", "pl", "english"] },
        { "locale", ["{}", """{"name":"Nome","chat":{"input":{"placeholder":{"en":"a","fr":"b"}}}}"""], ["", "[]", "\"a\"", "1", "null", """{"a":1}""", """{"a":null}""", """{"a":["b"]}""", """{"_a":"b"}""", """{"a":{"_b":"c"}}""", """{"a":"b","a":"c"}""", """{"":"b"}""", """{"__proto__":{"a":"b"}}""", "{"] },
        { "mode", ["widget", "frame"], ["", "Frame", "popup"] },
        { "injectTo", ["chatra-wrapper", "ид", "a.b", "a\u00A0b", "1"], ["", "a b", "a\tb", "a\n"] },
        { "clientId", ["kZMvWhf8npAu3H6qd57w2Hv6nh6rnxvg", "0123456789abcdef", "a", "k@Zv!é", "x@y", "a/b+c==", "1234567890123456"], ["", " ", "42", "123456789012345", "jane@example.com", "jane.doe-of-dublin@example.com", "a secret with spaces in it", "0123456789abcdef\n", "a\u00A0b", "a\0b"] },
        { "groupId", ["z2o3F8GDkNpKD4BYt"], ["", " "] },
        { "gaTrackingId", ["UA-12345678-1", "G-1"], ["", " "] },
        { "disableGaTracking", ["true", "false"], ["", "no"] },
        { "yaCounterId", ["12345678", "0"], ["", "-1", "12a", "1.5", "١٢"] },
        { "disableYaTracking", ["true", "false"], ["", "off"] },
        { "onNewMessage", ["said", "$", "_a1", "shop.chat.onMessage", "shop.delete", "shop.default.onMessage"], ["", "a-b", "1a", "a.", ".a", "a..b", "a()", "a b", "a;b", "a['b']", "function(){}", "m=>m", "é", "class", "eval", "a.eval", "new.target", "this.a", "a\n", "Function", "a.Function", "a.constructor"] },
        { "onAnalyticEvent", ["track"], ["alert(1)", "track,steal", ""] },
        { "deferredLoading", ["true", "false"], ["", "lazy"] },
        { "disableChatOpenHash", ["true", "false"], ["", "#"] },
    };

    [Fact]
    public void There_is_a_case_for_every_setting() => SettingCases.All.Select(each => each.Name).ShouldBe(ChatraSetup.Names);

    [Fact]
    public void There_are_texts_for_every_setting() =>
        Texts.Select(row => row.Data.Item1.Split('.')[0]).Distinct().ShouldBe(ChatraSetup.Names);

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_is_documented_is_taken_and_all_else_refused_with_name_kind_and_rule(string name, string[] allowed, string[] refused)
    {
        foreach (var text in allowed)
            Should.NotThrow(() => new ChatraSetup().With(name, text), text);

        foreach (var text in refused)
        {
            var refusal = Should.Throw<ChatraWidgetException>(() => new ChatraSetup().With(name, text), $"\"{text}\"");
            refusal.Message.ShouldBe($"{refusal.Name} must be {refusal.Rule}; got {refusal.Kind}");
            refusal.Name.ShouldStartWith(name, Case.Sensitive, text);
            refusal.Rule.Length.ShouldBeGreaterThan(8);
            refusal.Kind.ShouldMatch(@"^(null|an empty text|a text of \d+ characters|the number -?\d+)$", text);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_rendered_as_documented_and_read_back(string name)
    {
        var each = SettingCases.Of(name);

        var json = JsonDocument.Parse(new ChatraWidget("a") { Setup = each.Setup }.ToJson()).RootElement;

        var shown = json.GetProperty("setup").TryGetProperty(name, out var value) ? value.GetRawText() : json.GetProperty("page").GetProperty(name).GetRawText();
        Unescaped(shown).ShouldBe(Unescaped(each.Rendered));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_text_is_refused_with_the_rule(string name)
    {
        var each = SettingCases.Of(name);

        var refusal = Should.Throw<ChatraWidgetException>(() => new ChatraSetup().With(name == "colors" ? "colors.buttonBg" : name, each.Wrong));

        refusal.Rule.ShouldBe(each.Rule);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_not_set_is_not_rendered(string name) =>
        new ChatraWidget("a") { Setup = new ChatraSetup() }.ToHtml().ShouldNotContain(name);

    [Fact]
    public void Typed_values_are_checked_as_well()
    {
        var wrong = new (string Name, string Kind, Func<ChatraSetup> Make)[]
        {
            ("buttonStyle", "the number 7, which is no ButtonStyle", () => new ChatraSetup { ButtonStyle = (ButtonStyle)7 }),
            ("buttonPosition", "the number -1, which is no ButtonPosition", () => new ChatraSetup { ButtonPosition = (ButtonPosition)(-1) }),
            ("buttonSize", "the number 0", () => new ChatraSetup { ButtonSize = 0 }),
            ("chatWidth", "the number 279", () => new ChatraSetup { ChatWidth = 279 }),
            ("chatHeight", "the number 299", () => new ChatraSetup { ChatHeight = 299 }),
            ("colors.buttonBg", "a text of 3 characters", () => new ChatraSetup { Colors = new ChatraColors { ButtonBg = "red" } }),
            ("language", "the number 8, which is no WidgetLanguage", () => new ChatraSetup { Language = (WidgetLanguage)8 }),
            ("mode", "the number 2, which is no DisplayMode", () => new ChatraSetup { Mode = (DisplayMode)2 }),
            ("injectTo", "a text of 3 characters", () => new ChatraSetup { InjectTo = InjectTarget.Id("a b") }),
            ("injectTo", "a text of 3 characters", () => new ChatraSetup { InjectTo = InjectTarget.Variable("a-b") }),
            ("clientId", "a text of 2 characters", () => new ChatraSetup { ClientId = "42" }),
            ("onNewMessage", "a text of 8 characters", () => new ChatraSetup { OnNewMessage = "alert(1)" }),
        };
        foreach (var (name, kind, make) in wrong)
        {
            var refusal = Should.Throw<ChatraWidgetException>(make, name);
            (refusal.Name, refusal.Kind).ShouldBe((name, kind));
        }
    }

    [Fact]
    public void A_refusal_never_shows_the_value() =>
        Should.Throw<ChatraWidgetException>(() => new ChatraSetup().With("clientId", "zebra secret")).Message.ShouldNotContain("zebra");

    [Fact]
    public void Unknown_settings_are_refused() =>
        new[] { "chatwidth", "width", "", "colors.", "colors.background", "colors" }.ShouldAllBe(name => Refuses(name));

    [Fact]
    public void A_frame_needs_a_place() =>
        Should.Throw<ChatraWidgetException>(() => new ChatraWidget("a") { Setup = new ChatraSetup { Mode = DisplayMode.Frame } }.ToHtml()).Name.ShouldBe("injectTo");

    [Fact]
    public void Its_text_names_what_is_set_and_shows_no_secret()
    {
        var setup = new ChatraSetup { ClientId = "0123456789abcdefzebra", ChatWidth = 300 };

        $"{setup}".ShouldBe("ChatraSetup { chatWidth, clientId }");
    }

    private static bool Refuses(string name)
    {
        Should.Throw<ChatraWidgetException>(() => new ChatraSetup().With(name, "#fff"), name);
        return true;
    }

    private static string Unescaped(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);
}
