using System.Text.Json;

namespace Chatra.Widget;

/// <summary>
/// <c>window.ChatraIntegration</c>: what agents see of the customer beside the chat
/// (<see href="https://chatra.com/help/api/#passing-arbitrary-info"/>). Anybody can change what their own browser sends, so it identifies nobody.
/// </summary>
public sealed class ChatraIntegration
{
    /// <summary>The documented main properties.</summary>
    public static IReadOnlyList<string> MainProperties { get; } = ["name", "email", "phone", "notes"];

    internal IntegrationData Data { get; } = new();

    /// <summary><c>name</c></summary>
    public string? Name { get => Data.Text("name"); init => Start("name", value); }

    /// <summary><c>email</c></summary>
    public string? Email { get => Data.Text("email"); init => Start("email", value); }

    /// <summary><c>phone</c></summary>
    public string? Phone { get => Data.Text("phone"); init => Start("phone", value); }

    /// <summary><c>notes</c></summary>
    public string? Notes { get => Data.Text("notes"); init => Start("notes", value); }

    /// <summary>A property of your own.</summary>
    /// <param name="name">As agents read it: <c>Last order</c>.</param>
    /// <param name="value">A text.</param>
    public ChatraIntegration Set(string name, string value) => Then(() => Data.Set(name, value));

    /// <inheritdoc cref="Set(string, string)"/>
    /// <param name="name">As agents read it.</param>
    /// <param name="value">A whole number that JavaScript can hold.</param>
    public ChatraIntegration Set(string name, long value) => Then(() => Data.Set(name, value));

    /// <inheritdoc cref="Set(string, string)"/>
    /// <param name="name">As agents read it.</param>
    /// <param name="value">A finite number.</param>
    public ChatraIntegration Set(string name, double value) => Then(() => Data.Set(name, value));

    /// <inheritdoc cref="Set(string, string)"/>
    /// <param name="name">As agents read it.</param>
    /// <param name="value">A number.</param>
    public ChatraIntegration Set(string name, decimal value) => Then(() => Data.Set(name, value));

    /// <inheritdoc cref="Set(string, string)"/>
    /// <param name="name">As agents read it.</param>
    /// <param name="value">True or false.</param>
    public ChatraIntegration Set(string name, bool value) => Then(() => Data.Set(name, value));

    /// <summary>Its JSON, which may stand in a script as it is.</summary>
    public string ToJson() => Script.Json(WriteTo);

    /// <summary>The names of what is set; values are personal.</summary>
    public override string ToString() => $"{nameof(ChatraIntegration)} {{ {string.Join(", ", Data.Names)} }}";

    internal void WriteTo(Utf8JsonWriter json) => Data.WriteTo(json);

    private void Start(string name, string? value)
    {
        if (value is not null)
            Data.Set(name, value);
    }

    private ChatraIntegration Then(Action set)
    {
        set();
        return this;
    }
}
