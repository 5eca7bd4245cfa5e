using System.Text.Json;

namespace Chatra.Widget;

/// <summary>What <c>updateIntegrationData</c> changes; what is not named stays.</summary>
public sealed class ChatraIntegrationUpdate
{
    private readonly IntegrationData _data = new();

    /// <summary>A new value of a property, a main one or one of your own.</summary>
    /// <param name="name">As it is documented, or as agents read it.</param>
    /// <param name="value">A text.</param>
    public ChatraIntegrationUpdate Set(string name, string value) => Then(() => _data.Set(name, value));

    /// <inheritdoc cref="Set(string, string)"/>
    /// <param name="name">As it is documented, or as agents read it.</param>
    /// <param name="value">A whole number that JavaScript can hold.</param>
    public ChatraIntegrationUpdate Set(string name, long value) => Then(() => _data.Set(name, value));

    /// <inheritdoc cref="Set(string, string)"/>
    /// <param name="name">As it is documented, or as agents read it.</param>
    /// <param name="value">A finite number.</param>
    public ChatraIntegrationUpdate Set(string name, double value) => Then(() => _data.Set(name, value));

    /// <inheritdoc cref="Set(string, string)"/>
    /// <param name="name">As it is documented, or as agents read it.</param>
    /// <param name="value">A number.</param>
    public ChatraIntegrationUpdate Set(string name, decimal value) => Then(() => _data.Set(name, value));

    /// <inheritdoc cref="Set(string, string)"/>
    /// <param name="name">As it is documented, or as agents read it.</param>
    /// <param name="value">True or false.</param>
    public ChatraIntegrationUpdate Set(string name, bool value) => Then(() => _data.Set(name, value));

    /// <summary>Removes a property: it is sent as <c>null</c>.</summary>
    /// <param name="name">As it is documented, or as agents read it.</param>
    public ChatraIntegrationUpdate Remove(string name) => Then(() => _data.Remove(name));

    /// <summary>The names of what changes; values are personal.</summary>
    public override string ToString() => $"{nameof(ChatraIntegrationUpdate)} {{ {string.Join(", ", _data.Names)} }}";

    internal void WriteTo(Utf8JsonWriter json) => _data.WriteTo(json);

    private ChatraIntegrationUpdate Then(Action set)
    {
        set();
        return this;
    }
}
