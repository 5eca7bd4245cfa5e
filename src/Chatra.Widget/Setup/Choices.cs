namespace Chatra.Widget;

/// <summary>The closed lists of the documentation.</summary>
internal static class Choices
{
    public static readonly Choice<ButtonStyle> Style = new("buttonStyle", (ButtonStyle.Tab, "tab"), (ButtonStyle.Round, "round"));

    public static readonly Choice<ButtonPosition> Position = PositionOf("buttonPosition");

    public static readonly Choice<ButtonPosition> PositionCode = PositionOf("setButtonPosition positionCode");

    public static readonly Choice<WidgetLanguage> Language = new(
        "language",
        (WidgetLanguage.English, "en"),
        (WidgetLanguage.German, "de"),
        (WidgetLanguage.French, "fr"),
        (WidgetLanguage.Spanish, "es"),
        (WidgetLanguage.Dutch, "nl"),
        (WidgetLanguage.Portuguese, "pt"),
        (WidgetLanguage.Italian, "it"),
        (WidgetLanguage.Russian, "ru"));

    public static readonly Choice<DisplayMode> Mode = new("mode", (DisplayMode.Widget, "widget"), (DisplayMode.Frame, "frame"));

    private static Choice<ButtonPosition> PositionOf(string name) => new(
        name,
        (ButtonPosition.BottomLeft, "bl"),
        (ButtonPosition.BottomCenter, "bc"),
        (ButtonPosition.BottomRight, "br"),
        (ButtonPosition.LeftTop, "lt"),
        (ButtonPosition.LeftMiddle, "lm"),
        (ButtonPosition.LeftBottom, "lb"),
        (ButtonPosition.RightTop, "rt"),
        (ButtonPosition.RightMiddle, "rm"),
        (ButtonPosition.RightBottom, "rb"));
}
