using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TestKit;

/// <summary>Free TCP ports on 127.0.0.1.</summary>
public static class Ports
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>
    /// A port nobody listens on, and never the same one twice in this process. Another process may still take it before the
    /// caller does.
    /// </summary>
    public static int Free()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Given.TryAdd(port, true))
                return port;
        }
    }
}
