using System.Net;
using System.Net.Sockets;

namespace DevTool.Running;

/// <summary>Ports of this machine to listen at.</summary>
internal static class Ports
{
    /// <summary>The wanted port if it is free, else 0, which takes a free one.</summary>
    public static int Choose(int wanted) => IsFreeOrSay(wanted) ? wanted : 0;

    /// <summary>The wanted ports if all of them are free, else as many free ones.</summary>
    public static int[] Choose(params int[] wanted) => wanted.All(IsFreeOrSay) ? wanted : Free(wanted.Length);

    /// <summary>So many ports that nothing listens at.</summary>
    public static int[] Free(int count)
    {
        // All are held until all are known, so that they differ.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners)
                listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }

    private static bool IsFreeOrSay(int port)
    {
        if (IsFree(port))
            return true;

        Say.Step($"Port {port} is in use; taking another");
        return false;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
