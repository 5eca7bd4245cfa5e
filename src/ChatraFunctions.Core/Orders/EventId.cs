using System.Security.Cryptography;
using System.Text;

namespace ChatraFunctions.Orders;

/// <summary>Names for events that follow from what they say: 128 bits of a hash, which fit any name of a blob.</summary>
internal static class EventId
{
    private const int Bytes = 16;

    public static string Of(params ReadOnlySpan<string?> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, Bytes));

    /// <summary>For senders whose own ids cannot be relied on: a retry carries the same body.</summary>
    public static string Of(string source, string? shop, string topic, ReadOnlySpan<byte> body) =>
        Of(source, shop, topic, Convert.ToHexStringLower(SHA256.HashData(body)));
}
