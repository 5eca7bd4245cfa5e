namespace Chatra.Widget;

/// <summary>
/// Every documented setting of <c>window.ChatraSetup</c> (<see href="https://chatra.com/help/api/#settings"/>). What is null is left to the
/// account's settings. A value that the documentation does not allow is refused where it is set, with a <see cref="ChatraWidgetException"/>.
/// </summary>
public sealed record ChatraSetup
{
    /// <summary>The narrowest chat, in px, that the documentation allows.</summary>
    public const int LeastChatWidth = 280;

    /// <summary>The lowest chat, in px, that the documentation allows.</summary>
    public const int LeastChatHeight = 300;

    /// <summary><c>buttonStyle</c>: what the chat button looks like.</summary>
    public ButtonStyle? ButtonStyle { get; init => field = Choices.Style.Check(value); }

    /// <summary><c>buttonPosition</c>: where the chat button is.</summary>
    public ButtonPosition? ButtonPosition { get; init => field = Choices.Position.Check(value); }

    /// <summary><c>buttonSize</c>: of the round button, in px; 60 unless set.</summary>
    public int? ButtonSize { get; init => field = Rule.AtLeast("buttonSize", value, 1, Rule.Positive); }

    /// <summary><c>customWidgetButton</c>: a CSS selector of the page's own buttons, which take the place of Chatra's.</summary>
    public string? CustomWidgetButton
    {
        get;
        init => field = value is null || Selector.IsOne(value) ? value : throw Rule.Refuse("customWidgetButton", Selector.Rules, value);
    }

    /// <summary><c>chatWidth</c>: in px, at least <see cref="LeastChatWidth"/>; 380 unless set.</summary>
    public int? ChatWidth { get; init => field = Rule.AtLeast("chatWidth", value, LeastChatWidth); }

    /// <summary><c>chatHeight</c>: in px, at least <see cref="LeastChatHeight"/>; 600 unless set.</summary>
    public int? ChatHeight { get; init => field = Rule.AtLeast("chatHeight", value, LeastChatHeight); }

    /// <summary><c>zIndex</c>: which of the page's layers the chat is; 9999 unless set.</summary>
    public int? ZIndex { get; init; }

    /// <summary><c>colors</c>: of button and message bubbles.</summary>
    public ChatraColors? Colors { get; init; }

    /// <summary><c>startHidden</c>: hidden until <see cref="ChatraCall.Show"/>.</summary>
    public bool? StartHidden { get; init; }

    /// <summary><c>mobileOnly</c>: on mobile devices only.</summary>
    public bool? MobileOnly { get; init; }

    /// <summary><c>disabledOnMobile</c>: not on mobile devices.</summary>
    public bool? DisabledOnMobile { get; init; }

    /// <summary><c>language</c>: of the widget's own texts.</summary>
    public WidgetLanguage? Language { get; init => field = Choices.Language.Check(value); }

    /// <summary><c>locale</c>: texts in place of the widget's own.</summary>
    public ChatraLocale? Locale { get; init; }

    /// <summary><c>mode</c>: a window of its own, or within a block of the page.</summary>
    public DisplayMode? Mode { get; init => field = Choices.Mode.Check(value); }

    /// <summary><c>injectTo</c>: that block; needed with <see cref="DisplayMode.Frame"/>.</summary>
    public InjectTarget? InjectTo { get; init; }

    /// <summary>
    /// <c>clientId</c>: binds the chat to a signed-in customer. Whoever knows it can read the conversation: random, unique and secret, and put
    /// into that customer's pages only.
    /// </summary>
    public string? ClientId { get; init => field = Rule.IsSecret("clientId", value); }

    /// <summary><c>groupId</c>: the group of agents that chats started on this page go to.</summary>
    public string? GroupId { get; init => field = Rule.NotEmpty("groupId", value); }

    /// <summary><c>gaTrackingId</c>: the Google Analytics tracker that events go to, where the page has several.</summary>
    public string? GaTrackingId { get; init => field = Rule.NotEmpty("gaTrackingId", value); }

    /// <summary><c>disableGaTracking</c>: no events to Google Analytics.</summary>
    public bool? DisableGaTracking { get; init; }

    /// <summary><c>yaCounterId</c>: the Yandex Metrika counter that events go to; digits, sent as the documented type, a string.</summary>
    public string? YaCounterId { get; init => field = Rule.IsCounter("yaCounterId", value); }

    /// <summary><c>disableYaTracking</c>: no events to Yandex Metrika.</summary>
    public bool? DisableYaTracking { get; init; }

    /// <summary><c>onNewMessage</c>: the name of a function of the page that is called with each new message.</summary>
    public string? OnNewMessage { get; init => field = value is null ? null : PageName.Of("onNewMessage", value).Path; }

    /// <summary><c>onAnalyticEvent</c>: the name of a function of the page that is called with the name of each analytic event.</summary>
    public string? OnAnalyticEvent { get; init => field = value is null ? null : PageName.Of("onAnalyticEvent", value).Path; }

    /// <summary><c>deferredLoading</c>: loads after all else on the page.</summary>
    public bool? DeferredLoading { get; init; }

    /// <summary><c>disableChatOpenHash</c>: no <c>#chatraChatExpanded</c> in the address of the page on mobile devices.</summary>
    public bool? DisableChatOpenHash { get; init; }

    /// <summary>The documented names, in the documentation's order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. SetupField.All.Select(field => field.Name)];

    /// <summary>With one more setting, read from text: from a file of settings, or the environment.</summary>
    /// <param name="name">The documented name; of colors with the color's, as <c>colors.buttonBg</c>.</param>
    /// <param name="text">Numbers in digits, <c>true</c> or <c>false</c>, documented values as they are documented, the locale as JSON.</param>
    /// <exception cref="ChatraWidgetException">There is no such setting, or this is no value of it.</exception>
    public ChatraSetup With(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        if (name.StartsWith("colors.", StringComparison.Ordinal))
            return this with { Colors = (Colors ?? new ChatraColors()).With(name["colors.".Length..], text) };

        var read = SetupField.All.FirstOrDefault(field => field.Name == name)?.Read;
        return read is null ? throw Rule.Refuse("the setting's name", "a documented one", name) : read(this, text);
    }

    /// <summary>The names of what is set; values may be secret.</summary>
    public override string ToString() => $"{nameof(ChatraSetup)} {{ {string.Join(", ", SetupField.All.Where(field => field.Get(this) is not null).Select(field => field.Name))} }}";

    /// <exception cref="ChatraWidgetException">Settings that do not fit together.</exception>
    internal void Check()
    {
        if (Mode == DisplayMode.Frame && InjectTo is null)
            throw Rule.Refuse("injectTo", "set where mode is 'frame': the block that the chat is put into", value: null);
    }
}
