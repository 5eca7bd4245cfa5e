using System.Text.Json;

namespace Chatra.Widget;

/// <summary>
/// A call of one of Chatra's methods (<see href="https://chatra.com/help/api/#methods"/>), for a page to make: as a statement
/// (<see cref="ToJavaScript"/>), or as what to apply <c>Chatra</c> to (<see cref="ToJson"/>).
/// </summary>
public sealed class ChatraCall
{
    private readonly Action<Utf8JsonWriter>? _argument;

    private ChatraCall(string method, Action<Utf8JsonWriter>? argument = null) => (Method, _argument) = (method, argument);

    /// <summary>The documented names, in the documentation's order.</summary>
    public static IReadOnlyList<string> Methods { get; } =
    [
        "sendAutoMessage", "setButtonPosition", "resetButtonPosition", "setButtonSize", "setChatWidth", "setChatHeight", "setZIndex", "setColors", "resetColors",
        "openChat", "expandWidget", "minimizeWidget", "hide", "show", "pageView", "setIntegrationData", "updateIntegrationData", "setLocale", "setGroupId",
        "restart", "kill",
    ];

    /// <summary>The method's name.</summary>
    public string Method { get; }

    /// <summary>An automatic message on behalf of a random agent.</summary>
    /// <param name="text">What the visitor reads; not empty.</param>
    public static ChatraCall SendAutoMessage(string text)
    {
        var checkedText = Rule.NotEmpty("sendAutoMessage text", text) ?? throw Rule.Refuse("sendAutoMessage text", Rule.Text, value: null);
        return new("sendAutoMessage", json => json.WriteStringValue(checkedText));
    }

    /// <summary>Moves the chat button.</summary>
    /// <param name="position">Where to.</param>
    public static ChatraCall SetButtonPosition(ButtonPosition position)
    {
        var code = Choices.PositionCode.CodeOf(Choices.PositionCode.Check(position));
        return new("setButtonPosition", json => json.WriteStringValue(code));
    }

    /// <summary>Moves the chat button to where the account's settings have it.</summary>
    public static ChatraCall ResetButtonPosition() => new("resetButtonPosition");

    /// <summary>The size of the round button.</summary>
    /// <param name="size">In px; positive.</param>
    public static ChatraCall SetButtonSize(int size) => Number("setButtonSize", Rule.AtLeast("setButtonSize size", size, 1, Rule.Positive)!.Value);

    /// <summary>The width of the chat.</summary>
    /// <param name="width">In px, at least <see cref="ChatraSetup.LeastChatWidth"/>.</param>
    public static ChatraCall SetChatWidth(int width) => Number("setChatWidth", Rule.AtLeast("setChatWidth width", width, ChatraSetup.LeastChatWidth)!.Value);

    /// <summary>The height of the chat.</summary>
    /// <param name="height">In px, at least <see cref="ChatraSetup.LeastChatHeight"/>.</param>
    public static ChatraCall SetChatHeight(int height) => Number("setChatHeight", Rule.AtLeast("setChatHeight height", height, ChatraSetup.LeastChatHeight)!.Value);

    /// <summary>Which of the page's layers the chat is.</summary>
    /// <param name="zIndex">A whole number.</param>
    public static ChatraCall SetZIndex(int zIndex) => Number("setZIndex", zIndex);

    /// <summary>Changes colors.</summary>
    /// <param name="colors">What is null in it stays.</param>
    public static ChatraCall SetColors(ChatraColors colors)
    {
        ArgumentNullException.ThrowIfNull(colors);
        return new("setColors", colors.WriteTo);
    }

    /// <summary>Takes back the colors of set-up and <see cref="SetColors"/>.</summary>
    public static ChatraCall ResetColors() => new("resetColors");

    /// <summary>Opens the chat; on a mobile device it takes the whole screen.</summary>
    /// <param name="focus">Whether the visitor can write at once; ignored on mobile devices.</param>
    public static ChatraCall OpenChat(bool? focus = null) => Focus("openChat", focus);

    /// <summary>Opens the chat, but not on mobile devices.</summary>
    /// <param name="focus">Whether the visitor can write at once.</param>
    public static ChatraCall ExpandWidget(bool? focus = null) => Focus("expandWidget", focus);

    /// <summary>Closes the chat; the button stays.</summary>
    public static ChatraCall MinimizeWidget() => new("minimizeWidget");

    /// <summary>Hides button and chat.</summary>
    public static ChatraCall Hide() => new("hide");

    /// <summary>Shows what <see cref="Hide"/> or <see cref="ChatraSetup.StartHidden"/> has hidden.</summary>
    public static ChatraCall Show() => new("show");

    /// <summary>Tells of a page that was not loaded anew, as in a single-page application.</summary>
    public static ChatraCall PageView() => new("pageView");

    /// <summary>Replaces all that was said of the visitor.</summary>
    /// <param name="data">All there is to say now.</param>
    public static ChatraCall SetIntegrationData(ChatraIntegration data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new("setIntegrationData", data.WriteTo);
    }

    /// <summary>Changes some of what was said of the visitor.</summary>
    /// <param name="data">What changes: "an arbitrary number of properties", which may be none.</param>
    public static ChatraCall UpdateIntegrationData(ChatraIntegrationUpdate data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new("updateIntegrationData", data.WriteTo);
    }

    /// <summary>Replaces texts of the widget.</summary>
    /// <param name="locale">The texts.</param>
    public static ChatraCall SetLocale(ChatraLocale locale)
    {
        ArgumentNullException.ThrowIfNull(locale);
        return new("setLocale", locale.WriteTo);
    }

    /// <summary>Has new chats go to a group of agents.</summary>
    /// <param name="groupId">The group; null for none.</param>
    public static ChatraCall SetGroupId(string? groupId)
    {
        Rule.NotEmpty("setGroupId groupId", groupId);
        return new("setGroupId", json => json.WriteStringValue(groupId));
    }

    /// <summary>Starts the widget anew, with what <c>window.ChatraSetup</c> is by then.</summary>
    public static ChatraCall Restart() => new("restart");

    /// <summary>Removes the widget from the page; <see cref="Restart"/> brings it back.</summary>
    public static ChatraCall Kill() => new("kill");

    /// <summary>The arguments, method first, as a JSON array: <c>Chatra.apply(null, call)</c>.</summary>
    public string ToJson() => Script.Json(json =>
    {
        json.WriteStartArray();
        json.WriteStringValue(Method);
        _argument?.Invoke(json);
        json.WriteEndArray();
    });

    /// <summary>A statement for a script of the page.</summary>
    public string ToJavaScript() => $"Chatra({ToJson()[1..^1]});";

    /// <summary>The method; what it is given may be personal.</summary>
    public override string ToString() => Method;

    private static ChatraCall Number(string method, int value) => new(method, json => json.WriteNumberValue(value));

    private static ChatraCall Focus(string method, bool? focus) => focus is { } value ? new(method, json => json.WriteBooleanValue(value)) : new(method);
}
