namespace Chatra.Widget;

/// <summary>One documented setting: how it is read from text, and what of it is rendered.</summary>
/// <param name="Name">As it is documented.</param>
/// <param name="Get">What is rendered: a text, a number, a boolean, or one of our own types; null where it is not set.</param>
/// <param name="Read">Null where there is no one text that could hold it.</param>
internal sealed record SetupField(string Name, Func<ChatraSetup, object?> Get, Func<ChatraSetup, string, ChatraSetup>? Read)
{
    public static IReadOnlyList<SetupField> All { get; } =
    [
        new("buttonStyle", setup => Choices.Style.CodeOf(setup.ButtonStyle), (setup, text) => setup with { ButtonStyle = Choices.Style.Read(text) }),
        new("buttonPosition", setup => Choices.Position.CodeOf(setup.ButtonPosition), (setup, text) => setup with { ButtonPosition = Choices.Position.Read(text) }),
        new("buttonSize", setup => setup.ButtonSize, (setup, text) => setup with { ButtonSize = Rule.ReadNumber("buttonSize", text, Rule.Positive) }),
        new("customWidgetButton", setup => setup.CustomWidgetButton, (setup, text) => setup with { CustomWidgetButton = text }),
        new("chatWidth", setup => setup.ChatWidth, (setup, text) => setup with { ChatWidth = Rule.ReadNumber("chatWidth", text, Rule.AtLeast(ChatraSetup.LeastChatWidth)) }),
        new("chatHeight", setup => setup.ChatHeight, (setup, text) => setup with { ChatHeight = Rule.ReadNumber("chatHeight", text, Rule.AtLeast(ChatraSetup.LeastChatHeight)) }),
        new("zIndex", setup => setup.ZIndex, (setup, text) => setup with { ZIndex = Rule.ReadNumber("zIndex", text, Rule.Whole) }),
        new("colors", setup => setup.Colors, Read: null),
        Flag("startHidden", setup => setup.StartHidden, (setup, value) => setup with { StartHidden = value }),
        Flag("mobileOnly", setup => setup.MobileOnly, (setup, value) => setup with { MobileOnly = value }),
        Flag("disabledOnMobile", setup => setup.DisabledOnMobile, (setup, value) => setup with { DisabledOnMobile = value }),
        new("language", setup => Choices.Language.CodeOf(setup.Language), (setup, text) => setup with { Language = Choices.Language.Read(text) }),
        new("locale", setup => setup.Locale, (setup, text) => setup with { Locale = ChatraLocale.Parse(text) }),
        new("mode", setup => Choices.Mode.CodeOf(setup.Mode), (setup, text) => setup with { Mode = Choices.Mode.Read(text) }),
        new("injectTo", setup => setup.InjectTo, (setup, text) => setup with { InjectTo = InjectTarget.Id(text) }),
        new("clientId", setup => setup.ClientId, (setup, text) => setup with { ClientId = text }),
        new("groupId", setup => setup.GroupId, (setup, text) => setup with { GroupId = text }),
        new("gaTrackingId", setup => setup.GaTrackingId, (setup, text) => setup with { GaTrackingId = text }),
        Flag("disableGaTracking", setup => setup.DisableGaTracking, (setup, value) => setup with { DisableGaTracking = value }),
        new("yaCounterId", setup => setup.YaCounterId, (setup, text) => setup with { YaCounterId = text }),
        Flag("disableYaTracking", setup => setup.DisableYaTracking, (setup, value) => setup with { DisableYaTracking = value }),
        new("onNewMessage", setup => Function("onNewMessage", setup.OnNewMessage), (setup, text) => setup with { OnNewMessage = text }),
        new("onAnalyticEvent", setup => Function("onAnalyticEvent", setup.OnAnalyticEvent), (setup, text) => setup with { OnAnalyticEvent = text }),
        Flag("deferredLoading", setup => setup.DeferredLoading, (setup, value) => setup with { DeferredLoading = value }),
        Flag("disableChatOpenHash", setup => setup.DisableChatOpenHash, (setup, value) => setup with { DisableChatOpenHash = value }),
    ];

    private static SetupField Flag(string name, Func<ChatraSetup, object?> get, Func<ChatraSetup, bool, ChatraSetup> set) =>
        new(name, get, (setup, text) => set(setup, Rule.ReadBoolean(name, text)));

    private static PageName? Function(string name, string? path) => path is null ? null : PageName.Of(name, path);
}
