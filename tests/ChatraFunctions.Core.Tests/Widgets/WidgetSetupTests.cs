using Chatra.Widget;
using ChatraFunctions.Widgets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Core.Tests.Widgets;

/// <summary>The shop's settings of the widget, checked by the documentation's rules before anything starts.</summary>
public sealed class WidgetSetupTests
{
    [Theory]
    [InlineData("ButtonStyle", "square", "must be one of 'tab', 'round'; got a text of 6 characters")]
    [InlineData("ButtonPosition", "tl", "must be one of 'bl', 'bc', 'br', 'lt', 'lm', 'lb', 'rt', 'rm', 'rb'; got a text of 2 characters")]
    [InlineData("ChatWidth", "120", "must be a whole number of at least 280; got the number 120")]
    [InlineData("ChatHeight", "tall", "must be a whole number of at least 300; got a text of 4 characters")]
    [InlineData("Colors__ButtonBg", "red", "must be a color in #fff or #ffffff format; got a text of 3 characters")]
    [InlineData("StartHidden", "yes", "must be true or false; got a text of 3 characters")]
    [InlineData("Locale", "nonsense", "must be an object of texts and of such objects, with keys that do not begin with _; got a text of 8 characters")]
    [InlineData("OnNewMessage", "alert(1)", "must be the name of a function of the page: an identifier, or several with dots between them; got a text of 8 characters")]
    [InlineData("Mode", "frame", "must be set where mode is 'frame': the block that the chat is put into; got null", "InjectTo")]
    [InlineData("ClientId", "kZMvWhf8npAu3H6qd57w2Hv6nh6rnxvg", "must not be set: it is each customer's own secret")]
    [InlineData("Locale__chat__input", "Write", "must be a part of one value, Widget__Setup__Locale, which is JSON", "Locale__Chat")]
    [InlineData("InjectTo__0", "chat", "must be a part of one value, Widget__Setup__InjectTo")]
    [InlineData("Colors", "#fff", "must be set color by color, as Widget__Setup__Colors__ButtonText")]
    [InlineData("Colors__ButtonBg__x", "#fff", "must be a part of one value, Widget__Setup__Colors__ButtonBg", "Colors__ButtonBg__X")]
    [InlineData("Width", "400", "is no documented setting of Chatra's widget")]
    [InlineData("Colors__Background", "#fff", "is no documented setting of Chatra's widget")]
    public void Wrong_setting_stops_the_start_with_one_line_that_names_it(string name, string value, string fault, string? named = null) =>
        Should.Throw<SettingException>(() => Read(($"Setup__{name}", value))).Message.ShouldBe($"Widget__Setup__{named ?? name}: {fault}");

    [Theory]
    [InlineData("ScriptAddress", "nonsense")]
    [InlineData("ScriptAddress", "http://shop.example/chatra.js")]
    [InlineData("ScriptAddress", "javascript:alert(1)")]
    [InlineData("OrderFacts__0", "nonsense")]
    public void So_does_a_wrong_address_and_an_unknown_fact(string name, string value) =>
        Should.Throw<SettingException>(() => Read((name, value))).Message.ShouldStartWith($"Widget__{name}: ");

    [Theory]
    [InlineData("OrderFacts", "number", "must be set entry by entry, as Widget__OrderFacts__0")]
    [InlineData("orderfacts", "number,state", "must be set entry by entry, as Widget__OrderFacts__0", "OrderFacts")]
    [InlineData("OrderFacts__0__name", "number", "must be one fact", "OrderFacts__0")]
    [InlineData("OrderFact__0", "number", "is no setting; there are OrderFacts, ScriptAddress and Setup", "OrderFact")]
    [InlineData("ChatWidth", "400", "is no setting; there are OrderFacts, ScriptAddress and Setup")]
    [InlineData("ScriptAddress__0", "https://call.chatra.io/chatra.js", "must be one value, an address", "ScriptAddress")]
    [InlineData("Setup", """{"chatWidth":400}""", "must be set setting by setting, as Widget__Setup__ChatWidth")]
    public void What_would_count_for_nothing_stops_the_start_too(string name, string value, string fault, string? named = null) =>
        Should.Throw<SettingException>(() => Read((name, value))).Message.ShouldBe($"Widget__{named ?? name}: {fault}");

    [Fact]
    public void An_empty_list_of_facts_is_none() => Read(("OrderFacts", ""), ("ScriptAddress", "https://call.chatra.io/chatra.js")).OrderFacts.ShouldBeEmpty();

    [Fact]
    public void Every_documented_setting_is_read_under_its_name_and_empty_ones_are_none()
    {
        var settings = Read(
            ("Setup__ButtonStyle", "tab"), ("Setup__ButtonPosition", "lt"), ("Setup__ButtonSize", "75"), ("Setup__CustomWidgetButton", ".chat"), ("Setup__ChatWidth", "400"),
            ("Setup__ChatHeight", "350"), ("Setup__ZIndex", "-1"), ("Setup__Colors__ButtonText", "#fff"), ("Setup__Colors__ButtonBg", "#000"),
            ("Setup__Colors__ClientBubbleBg", "#123"), ("Setup__Colors__AgentBubbleBg", "#123456"), ("Setup__StartHidden", "true"), ("Setup__MobileOnly", "false"),
            ("Setup__DisabledOnMobile", "false"), ("Setup__Language", "fr"), ("Setup__Locale", """{"name":"Nome"}"""), ("Setup__Mode", "frame"), ("Setup__InjectTo", "chat"),
            ("Setup__GroupId", "g"), ("Setup__GaTrackingId", "UA-1"), ("Setup__DisableGaTracking", "false"), ("Setup__YaCounterId", "1"), ("Setup__DisableYaTracking", "true"),
            ("Setup__OnNewMessage", "shop.said"), ("Setup__OnAnalyticEvent", "track"), ("Setup__DeferredLoading", "true"), ("Setup__DisableChatOpenHash", "true"));

        $"{settings.Setup}".ShouldBe($"ChatraSetup {{ {string.Join(", ", ChatraSetup.Names.Where(name => name != "clientId"))} }}");
        new ChatraWidget("a") { Setup = settings.Setup }.ToJson().ShouldContain("""
            "colors":{"buttonText":"#fff","buttonBg":"#000","clientBubbleBg":"#123","agentBubbleBg":"#123456"}
            """);
        $"{Read(("Setup__ChatWidth", ""), ("Setup__Locale", ""), ("Setup__Colors__ButtonBg", "")).Setup}".ShouldBe("ChatraSetup {  }");
    }

    private static WidgetSettings Read(params (string Name, string Value)[] settings)
    {
        var values = settings.Select(setting => KeyValuePair.Create($"Widget:{setting.Name.Replace("__", ":", StringComparison.Ordinal)}", (string?)setting.Value));
        var services = new ServiceCollection().AddWidgets(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        return (WidgetSettings)services.Single(service => service.ServiceType == typeof(WidgetSettings)).ImplementationInstance!;
    }
}
