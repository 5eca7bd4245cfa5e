namespace Chatra.Api;

/// <summary>What a failed request means for whoever wants it done.</summary>
public enum ChatraErrorKind
{
    /// <summary>
    /// 429: the account's requests of this minute are spent. Not done; wait for <see cref="ChatraApiException.RetryAfter"/>.
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
    /// The request may have reached Chatra, but no usable answer came: a time-out, a connection lost after sending, a 2xx
    /// without the documented JSON. It may be done or not.
    /// </summary>
    Uncertain,

    /// <summary>No connection was made (refused, no such host, TLS, connecting timed out). Certainly not done.</summary>
    Unreachable,
}
