using System.Text.Json;
using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Conversations;

/// <summary>A message as the widget shows it; of a deleted one only the id is told.</summary>
internal sealed record WidgetMessage(
    string Id,
    string Type,
    string Text,
    long CreatedAt,
    string? AgentId,
    string? AgentName,
    string? Key,
    JsonElement? File,
    bool IsPushed,
    bool IsTrigger,
    bool IsEdited,
    bool IsDeleted,
    long Revision)
{
    public static WidgetMessage Of(HeldMessage message, Agents agents) => message.DeletedAt is not null
        ? new(message.Id, message.Type, "", message.CreatedAt, null, null, message.Key, null, false, false, false, IsDeleted: true, message.Revision)
        : new(
            message.Id,
            message.Type,
            message.Text,
            message.CreatedAt,
            message.AgentId,
            message.AgentId is { } agentId ? agents.OfId(agentId).Name : null,
            message.Key,
            message.File,
            message.IsPushed,
            message.IsTrigger,
            message.EditedAt is not null,
            IsDeleted: false,
            message.Revision);
}
