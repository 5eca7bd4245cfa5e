using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ChatraFunctions.Webhooks;

/// <summary>
/// The id of an event follows from its content: Chatra gives none, and the same event may be sent twice. It is the first 128 bits
/// of the SHA-256 of the JSON in a canonical form, in which neither white space nor the order of properties nor the spelling of
/// a number or a string counts. The form differs from RFC 8785 in that numbers keep all their digits.
/// </summary>
internal static class EventIdentity
{
    private const int Bytes = 16;

    /// <returns>32 lower-case hexadecimal digits.</returns>
    public static string Of(JsonElement json)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, json);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes));
    }

    private static void Append(IncrementalHash hash, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(hash, json);
                break;
            case JsonValueKind.Array:
                hash.AppendData("["u8);
                foreach (var item in json.EnumerateArray())
                    Append(hash, item);
                hash.AppendData("]"u8);
                break;
            case JsonValueKind.String:
                AppendText(hash, "\""u8, json.GetString()!);
                break;
            case JsonValueKind.Number:
                AppendText(hash, "#"u8, CanonicalNumber.Of(json.GetRawText()));
                break;
            default:
                AppendText(hash, "="u8, json.GetRawText());
                break;
        }
    }

    private static void AppendObject(IncrementalHash hash, JsonElement json)
    {
        hash.AppendData("{"u8);
        foreach (var property in json.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            AppendText(hash, "\""u8, property.Name);
            Append(hash, property.Value);
        }

        hash.AppendData("}"u8);
    }

    /// <summary>0xFF, which no UTF-8 text holds, ends the text: no two different values can give the same bytes.</summary>
    private static void AppendText(IncrementalHash hash, ReadOnlySpan<byte> mark, string text)
    {
        hash.AppendData(mark);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0xFF]);
    }
}
