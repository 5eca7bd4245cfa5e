using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>A visit to your site (<see href="https://chatra.com/help/api/#clients"/>).</summary>
public sealed record ChatVisit
{
    /// <summary>When it began, exact to the millisecond, in UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, exact to the millisecond, in UTC; <c>null</c> while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The pages seen during the visit.</summary>
    public IReadOnlyList<ChatPage>? ViewedPages { get; init; }

    /// <summary>Properties that Chatra sent and this version does not know, as they came; <c>null</c> for none.</summary>
    [JsonExtensionData, JsonInclude]
    public IDictionary<string, JsonElement>? Unknown { get; internal set; }

    /// <summary>The times only.</summary>
    public override string ToString() => $"{nameof(ChatVisit)} {StartedAt:O} - {FinishedAt:O}";
}
