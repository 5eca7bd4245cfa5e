using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>An agent in a webhook (<see href="https://chatra.com/help/api/#webhooks"/>).</summary>
public sealed record ChatAgent
{
    /// <summary>Names the agent in <see cref="NewMessage.FromAgent"/> and <see cref="NewPushedMessage.AgentId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The agent's name as visitors see it.</summary>
    public string? Name { get; init; }

    /// <summary>The agent's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The address of the agent's picture.</summary>
    public string? Userpic { get; init; }

    /// <summary>Properties that Chatra sent and this version does not know, as they came; <c>null</c> for none.</summary>
    [JsonExtensionData, JsonInclude]
    public IDictionary<string, JsonElement>? Unknown { get; internal set; }

    /// <summary>Names the agent by id only: the address is personal and must not reach a log.</summary>
    public override string ToString() => $"{nameof(ChatAgent)} {Id}";
}
