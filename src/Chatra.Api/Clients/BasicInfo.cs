using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>
/// What the visitor or agents filled in, also by <see cref="Clients.UpdateAsync"/>
/// (<see href="https://chatra.com/help/api/#clients"/>). What was not filled in is null.
/// </summary>
public sealed record BasicInfo
{
    /// <summary>The visitor's name.</summary>
    public string? Name { get; init; }

    /// <summary>The visitor's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The visitor's phone number, in whatever form it was written.</summary>
    public string? Phone { get; init; }

    /// <summary>Agents' notes about the visitor.</summary>
    public string? Notes { get; init; }

    /// <summary>Properties that Chatra sent and this version does not know, as they came; <c>null</c> for none.</summary>
    [JsonExtensionData, JsonInclude]
    public IDictionary<string, JsonElement>? Unknown { get; internal set; }

    /// <summary>Nothing of it: all of it is personal and must not reach a log.</summary>
    public override string ToString() => nameof(BasicInfo);
}
