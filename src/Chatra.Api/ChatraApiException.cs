using System.Net;

namespace Chatra.Api;

/// <summary>
/// A request to Chatra that did not end well (<see href="https://chatra.com/help/api/#errors"/>). Neither its message nor those of
/// inner exceptions hold keys or texts of messages, so it may be logged as it is.
/// </summary>
public sealed class ChatraApiException : Exception
{
    internal ChatraApiException(ChatraErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What it means for the caller.</summary>
    public ChatraErrorKind Kind { get; }

    /// <summary>The answer's status; <c>null</c> when none came.</summary>
    public HttpStatusCode? Status { get; internal init; }

    /// <summary>
    /// How long Chatra asks to wait, from its <c>Retry-After</c> header in seconds or as a date; never negative; <c>null</c> when it
    /// does not say.
    /// </summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>
    /// Chatra's own words from the error body, if there were any. They may repeat what was sent: show them to the operator, do
    /// not log them.
    /// </summary>
    public string? ChatraMessage { get; internal init; }
}
