namespace ChatraFunctions.Simulator.Widget;

/// <summary>
/// What Chatra's dashboard sets for the widget, as far as the JavaScript API's documentation speaks of it; a page's own settings win.
/// </summary>
/// <param name="ButtonStyle">As the setting of that name.</param>
/// <param name="ButtonPosition">As the setting of that name: to this, <c>resetButtonPosition</c> resets.</param>
/// <param name="Language">As the setting of that name.</param>
/// <param name="MobileButton">The dashboard's "Mobile button".</param>
/// <param name="AreAgentsOnline">Else the widget says <c>messageTypes.agentsOffline</c>.</param>
/// <param name="PreChatForm">Whether name and e-mail are asked for before the first message.</param>
/// <param name="Bot">Who speaks first.</param>
internal sealed record WidgetSettings(
    string? ButtonStyle = null,
    string? ButtonPosition = null,
    string? Language = null,
    bool MobileButton = true,
    bool AreAgentsOnline = true,
    bool PreChatForm = false,
    WidgetBot? Bot = null)
{
    private static readonly string[] Styles = ["tab", "round"];
    private static readonly string[] Positions = ["bl", "bc", "br", "lt", "lm", "lb", "rt", "rm", "rb"];
    private static readonly string[] Languages = ["en", "de", "fr", "es", "nl", "pt", "it", "ru"];

    /// <summary>What is wrong with them; <c>null</c> when nothing is.</summary>
    public string? Refusal() => this switch
    {
        { ButtonStyle: { } style } when !Styles.Contains(style) => $"buttonStyle must be one of {string.Join(", ", Styles)}",
        { ButtonPosition: { } position } when !Positions.Contains(position) => $"buttonPosition must be one of {string.Join(", ", Positions)}",
        { Language: { } language } when !Languages.Contains(language) => $"language must be one of {string.Join(", ", Languages)}",
        { Bot: { Text: null or "" } or { Options: null } } => "bot must have a text and options",
        _ => null,
    };
}
