using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ChatraFunctions.Tests.Harness;

/// <summary>Requests that no HTTP client would send.</summary>
internal sealed class RawHttp(Uri address)
{
    /// <summary>Sends the text, leaves the connection open, and gives the status of the first answer.</summary>
    public async Task<int> SendAsync(string request)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port, limit.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes(request), limit.Token);
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var line = await reader.ReadLineAsync(limit.Token) ?? throw new IOException("The connection was closed without an answer.");
        return int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
