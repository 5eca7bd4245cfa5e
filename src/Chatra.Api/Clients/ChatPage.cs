using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>A page of your site (<see href="https://chatra.com/help/api/#clients"/>).</summary>
public sealed record ChatPage
{
    /// <summary>Its address, as the visitor's browser had it.</summary>
    public string? Link { get; init; }

    /// <summary>Its title.</summary>
    public string? Title { get; init; }

    /// <summary>Properties that Chatra sent and this version does not know, as they came; <c>null</c> for none.</summary>
    [JsonExtensionData, JsonInclude]
    public IDictionary<string, JsonElement>? Unknown { get; internal set; }

    /// <summary>Nothing of it: an address may hold what is personal.</summary>
    public override string ToString() => nameof(ChatPage);
}
