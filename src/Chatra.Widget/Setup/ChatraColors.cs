using System.Text.Json;

namespace Chatra.Widget;

/// <summary>The colors of the widget, each <c>#fff</c> or <c>#ffffff</c>; what is null stays as the account's settings have it.</summary>
public sealed record ChatraColors
{
    /// <summary>Text and icon of the chat button.</summary>
    public string? ButtonText { get; init => field = Rule.IsColor("colors.buttonText", value); }

    /// <summary>Background of the chat button.</summary>
    public string? ButtonBg { get; init => field = Rule.IsColor("colors.buttonBg", value); }

    /// <summary>The visitor's message bubbles.</summary>
    public string? ClientBubbleBg { get; init => field = Rule.IsColor("colors.clientBubbleBg", value); }

    /// <summary>The agents' message bubbles.</summary>
    public string? AgentBubbleBg { get; init => field = Rule.IsColor("colors.agentBubbleBg", value); }

    /// <summary>The documented names, as <see cref="ChatraSetup.With"/> takes them after <c>colors.</c></summary>
    public static IReadOnlyList<string> Names { get; } = ["buttonText", "buttonBg", "clientBubbleBg", "agentBubbleBg"];

    internal ChatraColors With(string name, string color) => name switch
    {
        "buttonText" => this with { ButtonText = color },
        "buttonBg" => this with { ButtonBg = color },
        "clientBubbleBg" => this with { ClientBubbleBg = color },
        "agentBubbleBg" => this with { AgentBubbleBg = color },
        _ => throw Rule.Refuse("colors", $"of {string.Join(", ", Names)}", name),
    };

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        string?[] colors = [ButtonText, ButtonBg, ClientBubbleBg, AgentBubbleBg];
        foreach (var (name, color) in Names.Zip(colors).Where(pair => pair.Second is not null))
            json.WriteString(name, color);

        json.WriteEndObject();
    }
}
