using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>A file attached to a message (<see href="https://chatra.com/help/api/#webhooks"/>, "Full list of message properties").</summary>
public sealed record ChatFile
{
    /// <summary>The file's name as it was sent.</summary>
    public string? FileName { get; init; }

    /// <summary>In bytes.</summary>
    public long? Size { get; init; }

    /// <summary>Whether it is an image.</summary>
    public bool IsImage { get; init; }

    /// <summary>Where it can be had.</summary>
    public string? Url { get; init; }

    /// <summary>More about an image; <c>null</c> for other files.</summary>
    public ChatImage? ImageInfo { get; init; }

    /// <summary>Properties that Chatra sent and this version does not know, as they came; <c>null</c> for none.</summary>
    [JsonExtensionData, JsonInclude]
    public IDictionary<string, JsonElement>? Unknown { get; internal set; }

    /// <summary>The size only: name and address give the content away.</summary>
    public override string ToString() => $"{nameof(ChatFile)} of {Size} bytes";
}
