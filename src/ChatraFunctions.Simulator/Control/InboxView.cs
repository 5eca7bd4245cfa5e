using System.Text.Json.Nodes;
using ChatraFunctions.Simulator.Conversations;
using ChatraFunctions.Simulator.RestApi;
using ChatraFunctions.Simulator.Webhooks;

namespace ChatraFunctions.Simulator.Control;

/// <summary>All that an agent sees.</summary>
/// <param name="Version">After which to ask the next time.</param>
/// <param name="Again">Milliseconds to wait before the next time.</param>
/// <param name="Agents">Who may answer.</param>
/// <param name="Chats">In the order in which they began.</param>
/// <param name="Chat">The one that was asked for, as the simulator holds it.</param>
/// <param name="PendingWebhooks">Events that are on their way; no change tells when they are through.</param>
/// <param name="Webhooks">The latest events, newest first.</param>
internal sealed record InboxView(
    long Version,
    double Again,
    IReadOnlyList<Agent> Agents,
    IReadOnlyList<ChatSummary> Chats,
    ChatView? Chat,
    int PendingWebhooks,
    JsonArray Webhooks)
{
    private const int Latest = 8;

    public static InboxView Of(long version, TimeSpan again, string? clientId, Agents agents, ChatRoom chats, WebhookOutbox webhooks)
    {
        var deliveries = webhooks.All();
        return new InboxView(
            version,
            again.TotalMilliseconds,
            agents.All(),
            chats.All(),
            clientId is null ? null : chats.View(clientId),
            deliveries.Count(delivery => delivery.Status is WebhookStatus.Pending),
            [.. deliveries.TakeLast(Latest).Reverse().Select(Event)]);
    }

    private static JsonNode Event(WebhookDelivery delivery) => new JsonObject
    {
        ["id"] = delivery.Id,
        ["eventName"] = delivery.EventName,
        ["chatId"] = delivery.ChatId,
        ["status"] = NameOf(delivery.Status),
        ["at"] = delivery.CreatedAt,
    };

    private static string NameOf(WebhookStatus status) => status switch
    {
        WebhookStatus.Pending => "pending",
        WebhookStatus.Delivered => "delivered",
        _ => "failed",
    };
}
