using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Conversations;

/// <summary>A chat in the inbox.</summary>
internal sealed record ChatSummary(string ClientId, string ChatId, string DisplayedName, bool IsOnline, bool IsStarted, int UnreadByAgents)
{
    public static ChatSummary Of(Chat chat, Visitor visitor) => new(
        chat.ClientId, visitor.ChatId, (string)visitor.AsBody()["displayedName"]!, visitor.IsOnline, chat.IsStarted, chat.UnreadByAgents);
}
