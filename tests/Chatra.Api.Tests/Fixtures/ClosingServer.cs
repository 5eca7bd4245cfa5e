using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Chatra.Api.Tests.Fixtures;

/// <summary>Reads each request to its end and then closes the connection politely (FIN), as a server does that is being restarted.</summary>
internal sealed class ClosingServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _requests;

    public ClosingServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public string BaseUrl => $"http://{_listener.LocalEndpoint}/api/";

    public int Requests => _requests;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync(_stop.Token);
                await ReadAsync(socket, _stop.Token);
                _requests++;
                socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    /// <summary>To the end of the headers, or of the body where one is announced: what is left unread would turn FIN into a reset.</summary>
    private static async Task ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var request = "";
        var buffer = new byte[4096];
        while (!request.Contains("\r\n\r\n", StringComparison.Ordinal) || (Announced(request) && !request.EndsWith('}')))
        {
            var received = await socket.ReceiveAsync(buffer, cancellationToken);
            if (received == 0)
                return; // A connection that was opened and not used.

            request += Encoding.UTF8.GetString(buffer, 0, received);
        }
    }

    private static bool Announced(string request) =>
        request.Contains("Content-Length:", StringComparison.Ordinal) && !request.Contains("Content-Length: 0", StringComparison.Ordinal);
}
