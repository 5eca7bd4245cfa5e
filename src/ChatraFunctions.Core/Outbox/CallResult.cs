using Chatra.Api;

namespace ChatraFunctions.Outbox;

/// <summary>How a sender's turn ended.</summary>
internal abstract record CallResult
{
    private CallResult()
    {
    }

    /// <summary>Chatra did what it was asked for.</summary>
    /// <param name="MessageId">The message.</param>
    public sealed record Done(string MessageId) : CallResult;

    /// <summary>It did not, or it is not known.</summary>
    public sealed record Failed(ChatraApiException Fault) : CallResult;

    /// <summary>Nothing was sent: the keys could not be read.</summary>
    public sealed record NoKeys : CallResult;

    /// <summary>Nothing was sent: Chatra refused the keys, and there are other ones now.</summary>
    public sealed record NewKeys : CallResult;

    /// <summary>Nothing was sent: the slot passed, and the next one is far off.</summary>
    public sealed record TooLate : CallResult;

    /// <summary>There was no call: the sender that had the message is gone, and it is not to be sent twice.</summary>
    public sealed record Held : CallResult;

    /// <summary>There was no call: the message is not wanted any more.</summary>
    public sealed record Withdrawn : CallResult;
}
