using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>
/// Changes to a visitor's basic information (<see href="https://chatra.com/help/api/#clients"/>, "Edit basic visitor's
/// information"). Each is <see cref="Change.Keep"/> unless it is set.
/// </summary>
/// <example><code>new ClientChanges { Email = Change.Remove, Phone = "+353 1 568 7922" }</code></example>
public sealed record ClientChanges
{
    /// <summary>The name; without one, Chatra's dashboard shows what your site passed to the widget, or a colour.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change Name { get; init; }

    /// <summary>The e-mail address.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change Email { get; init; }

    /// <summary>The phone number, in any form.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change Phone { get; init; }

    /// <summary>Agents' notes about the visitor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change Notes { get; init; }

    internal bool IsEmpty => this == new ClientChanges();
}
