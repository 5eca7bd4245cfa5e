namespace Chatra.Api;

/// <summary>The values of <c>eventName</c> that Chatra documents (<see href="https://chatra.com/help/api/#webhooks"/>).</summary>
public static class ChatraEventNames
{
    /// <summary>A visitor or an agent started a chat: <see cref="Api.ChatStarted"/>.</summary>
    public const string ChatStarted = "chatStarted";

    /// <summary>Something was said that needs attention: <see cref="Api.ChatFragment"/>.</summary>
    public const string ChatFragment = "chatFragment";

    /// <summary>A chat is finished: <see cref="Api.ChatTranscript"/>.</summary>
    public const string ChatTranscript = "chatTranscript";
}
