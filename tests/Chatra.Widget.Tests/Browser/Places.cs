using Microsoft.Playwright;

namespace Chatra.Widget.Tests.Browser;

/// <summary>Where on a desktop's screen something is, and what it says there.</summary>
internal static class Places
{
    public static IReadOnlyDictionary<WidgetLanguage, string> Greetings { get; } = new Dictionary<WidgetLanguage, string>
    {
        [WidgetLanguage.English] = "Chat with us",
        [WidgetLanguage.German] = "Chatten Sie mit uns",
        [WidgetLanguage.French] = "Discutez avec nous",
        [WidgetLanguage.Spanish] = "Chatee con nosotros",
        [WidgetLanguage.Dutch] = "Chat met ons",
        [WidgetLanguage.Portuguese] = "Fale connosco",
        [WidgetLanguage.Italian] = "Chatta con noi",
        [WidgetLanguage.Russian] = "Напишите нам",
    };

    public static void ShouldBeAt(LocatorBoundingBoxResult box, ButtonPosition position)
    {
        var (across, down) = (Third(box.X + (box.Width / 2), 1280, "left", "middle", "right"), Third(box.Y + (box.Height / 2), 800, "top", "middle", "bottom"));
        $"{across} {down}".ShouldBe(position switch
        {
            ButtonPosition.BottomLeft or ButtonPosition.LeftBottom => "left bottom",
            ButtonPosition.BottomCenter => "middle bottom",
            ButtonPosition.BottomRight or ButtonPosition.RightBottom => "right bottom",
            ButtonPosition.LeftTop => "left top",
            ButtonPosition.LeftMiddle => "left middle",
            ButtonPosition.RightTop => "right top",
            _ => "right middle",
        }, $"{position}");
    }

    private static string Third(float at, float of, string first, string second, string third) => at < of / 3 ? first : at < of * 2 / 3 ? second : third;
}
