namespace Chatra.Api;

/// <summary>
/// Stands around the socket handler and nothing else, where the only reason for a cancellation that nobody asked for is the
/// handler's <see cref="SocketsHttpHandler.ConnectTimeout"/>. Further out it would look like any other time-out, of a kind after
/// which the request may have been sent.
/// </summary>
internal sealed class ConnectingFailed(SocketsHttpHandler sockets) : DelegatingHandler(sockets)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Connecting took too long.", exception);
        }
    }
}
