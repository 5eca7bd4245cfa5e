namespace Chatra.Widget;

/// <summary>
/// A value that the widget's documentation does not allow. The message names the place, the documented rule and the kind of the value,
/// never a text itself, which may be a secret or personal: it may be logged.
/// </summary>
public sealed class ChatraWidgetException : Exception
{
    internal ChatraWidgetException(string name, string rule, string kind)
        : base($"{name} must be {rule}; got {kind}") => (Name, Rule, Kind) = (name, rule, kind);

    /// <summary>The setting, property or method's argument, as the documentation calls it: <c>chatWidth</c>, <c>colors.buttonBg</c>.</summary>
    public string Name { get; }

    /// <summary>What it must be: <c>a whole number of at least 280</c>.</summary>
    public string Rule { get; }

    /// <summary>What it was: <c>the number 120</c>, <c>a text of 7 characters</c>.</summary>
    public string Kind { get; }
}
