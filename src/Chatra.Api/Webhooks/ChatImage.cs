using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>An attached image (<see href="https://chatra.com/help/api/#webhooks"/>, "Full list of message properties").</summary>
public sealed record ChatImage
{
    /// <summary>In pixels.</summary>
    public int? Width { get; init; }

    /// <summary>In pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Where a smaller one can be had.</summary>
    public string? PreviewUrl { get; init; }

    /// <summary>Properties that Chatra sent and this version does not know, as they came; <c>null</c> for none.</summary>
    [JsonExtensionData, JsonInclude]
    public IDictionary<string, JsonElement>? Unknown { get; internal set; }

    /// <summary>The measures only: the address gives the content away.</summary>
    public override string ToString() => $"{nameof(ChatImage)} {Width} x {Height}";
}
