using System.Text.Json;

namespace Chatra.Widget.Tests.Methods;

/// <summary>Calls are checked by the documented rules, and rendered as statements and as JSON.</summary>
public sealed class CallTests
{
    public static TheoryData<string> Names => [.. MethodCases.All.Select(each => each.Name)];

    [Fact]
    public void There_is_a_case_for_every_method() => MethodCases.All.Select(each => each.Name).ShouldBe(ChatraCall.Methods);

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_rendered_as_documented(string name)
    {
        var each = MethodCases.Of(name);

        (each.Call.Method, each.Call.ToJavaScript(), $"{each.Call}").ShouldBe((name, each.Rendered, name));
        $"Chatra({each.Call.ToJson()[1..^1]});".ShouldBe(each.Rendered);
        JsonDocument.Parse(each.Call.ToJson()).RootElement[0].GetString().ShouldBe(name);
    }

    [Fact]
    public void Wrong_arguments_are_refused_with_the_rule()
    {
        var wrong = new (string Name, string Rule, Func<ChatraCall> Make)[]
        {
            ("sendAutoMessage text", "a text that is not empty", () => ChatraCall.SendAutoMessage("")),
            ("sendAutoMessage text", "a text that is not empty", () => ChatraCall.SendAutoMessage(" ")),
            ("sendAutoMessage text", "a text that is not empty", () => ChatraCall.SendAutoMessage(null!)),
            ("setButtonPosition positionCode", "one of 'bl', 'bc', 'br', 'lt', 'lm', 'lb', 'rt', 'rm', 'rb'", () => ChatraCall.SetButtonPosition((ButtonPosition)9)),
            ("setButtonSize size", "a positive whole number", () => ChatraCall.SetButtonSize(0)),
            ("setChatWidth width", "a whole number of at least 280", () => ChatraCall.SetChatWidth(279)),
            ("setChatHeight height", "a whole number of at least 300", () => ChatraCall.SetChatHeight(299)),
            ("colors.agentBubbleBg", "a color in #fff or #ffffff format", () => ChatraCall.SetColors(new ChatraColors { AgentBubbleBg = "#ffff" })),
            ("locale", "an object of texts and of such objects, with keys that do not begin with _", () => ChatraCall.SetLocale(new ChatraLocale { { "_a", "b" } })),
            ("setGroupId groupId", "a text that is not empty", () => ChatraCall.SetGroupId("")),
        };
        foreach (var (name, rule, make) in wrong)
        {
            var refusal = Should.Throw<ChatraWidgetException>(make, name);
            (refusal.Name, refusal.Rule).ShouldBe((name, rule));
        }

        Should.Throw<ArgumentNullException>(() => ChatraCall.SetColors(null!));
        Should.Throw<ArgumentNullException>(() => ChatraCall.SetIntegrationData(null!));
        Should.Throw<ArgumentNullException>(() => ChatraCall.UpdateIntegrationData(null!));
        Should.Throw<ArgumentNullException>(() => ChatraCall.SetLocale(null!));
    }

    /// <summary>"An arbitrary number of properties": a page that builds its update from what has changed need not look whether anything has.</summary>
    [Fact]
    public void Data_of_no_properties_is_sent_as_it_is()
    {
        ChatraCall.UpdateIntegrationData(new ChatraIntegrationUpdate()).ToJavaScript().ShouldBe("""Chatra("updateIntegrationData",{});""");
        ChatraCall.SetIntegrationData(new ChatraIntegration()).ToJavaScript().ShouldBe("""Chatra("setIntegrationData",{});""");
    }

    [Fact]
    public void Null_resets_the_group_and_the_focus_may_be_left_out()
    {
        ChatraCall.SetGroupId(null).ToJavaScript().ShouldBe("""Chatra("setGroupId",null);""");
        ChatraCall.OpenChat().ToJson().ShouldBe("""["openChat"]""");
        ChatraCall.OpenChat(focus: false).ToJson().ShouldBe("""["openChat",false]""");
        ChatraCall.ExpandWidget(focus: true).ToJson().ShouldBe("""["expandWidget",true]""");
    }
}
