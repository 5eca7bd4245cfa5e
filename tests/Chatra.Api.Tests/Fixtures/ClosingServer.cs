using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Chatra.Api.Tests.Fixtures;

/// <summary>Reads each request to its end and then closes the connection politely (FIN), as a server does that is being restarted.</summary>
internal sealed class ClosingServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
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
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync();
                await ReadAsync(socket);
                _requests++;
                socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }

    /// <summary>To the end of the headers, or of the body where one is announced: what is left unread would turn FIN into a reset.</summary>
    private static async Task ReadAsync(Socket socket)
    {
        var request = "";
        var buffer = new byte[4096];
        while (!request.Contains("\r\n\r\n", StringComparison.Ordinal) || (Announced(request) && !request.EndsWith('}')))
            request += Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
    }

    private static bool Announced(string request) =>
        request.Contains("Content-Length:", StringComparison.Ordinal) && !request.Contains("Content-Length: 0", StringComparison.Ordinal);
}
