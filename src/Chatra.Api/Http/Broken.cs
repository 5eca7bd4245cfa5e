namespace Chatra.Api;

/// <summary>No answer came. What decides is whether the request can have left.</summary>
internal static class Broken
{
    public static ChatraApiException AsException(HttpMethod method, Exception exception) =>
        exception is HttpRequestException { HttpRequestError: var error } && NeverSent(error)
            ? new(ChatraErrorKind.Unreachable, $"No connection to Chatra for {method}: {error}.", exception)
            : new(ChatraErrorKind.Uncertain, $"{method} may have reached Chatra, but no answer came.", exception);

    private static bool NeverSent(HttpRequestError error) => error
        is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;
}
