namespace Chatra.Api;

/// <summary>
/// What a failed request means for whoever wants it done. Chatra documents the form of errors
/// (<see href="https://chatra.com/help/api/#errors"/>) and one status, 429; the others are read as HTTP has them.
/// </summary>
public enum ChatraErrorKind
{
    /// <summary>
    /// 429: the account's requests of this minute are spent (<see href="https://chatra.com/help/api/#rate-limiting"/>). Not done; wait
    /// for <see cref="ChatraApiException.RetryAfter"/>.
    /// </summary>
    RateLimited,

    /// <summary>401 or 403: the keys are wrong or were rotated. Not done.</summary>
    Unauthorized,

    /// <summary>404 or 410: Chatra knows no such thing. Not done.</summary>
    NotFound,

    /// <summary>Any other 4xx: the request itself is refused, now and later. Not done.</summary>
    Invalid,

    /// <summary>5xx, 408, or a redirect: answered, but not with what was asked for. Worth another try later.</summary>
    Unavailable,

    /// <summary>
    /// The request may have reached Chatra, but no answer came: a time-out, or a connection lost after sending. It may be done or
    /// not; a message sent again may be shown twice.
    /// </summary>
    Uncertain,

    /// <summary>
    /// No connection was made (refused, no such host, TLS, connecting took longer than a second or than a third of
    /// <see cref="ChatraOptions.Timeout"/>).
    /// Certainly not sent; trying again is safe.
    /// </summary>
    Unreachable,

    /// <summary>
    /// Chatra answered with success (2xx), and so has done it, but the rest of its answer could not be read: no JSON, no id, broken
    /// off, over 4 MiB. A message is sent and must not be sent again; its id is not known.
    /// </summary>
    Unreadable,
}
