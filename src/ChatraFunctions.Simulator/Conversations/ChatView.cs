using System.Text.Json.Nodes;
using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Conversations;

/// <summary>
/// A chat as the simulator holds it now: visitor and messages as a webhook would show them, the messages in order and without the
/// deleted ones, which stand apart; and the conversations that are finished.
/// </summary>
internal sealed record ChatView(
    string ChatId, bool IsOnline, bool IsStarted, JsonObject Client, JsonArray Messages, JsonArray Deleted, IReadOnlyList<Session> Sessions)
{
    public static ChatView Of(Chat chat, Visitor visitor, JsonArray messages, JsonArray deleted) =>
        new(visitor.ChatId, visitor.IsOnline, chat.IsStarted, visitor.AsWebhook(), messages, deleted, [.. chat.Sessions]);
}
