using System.Text.Json;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Orders;

/// <summary>
/// Reading what shops send, which differs with versions and plugins: what is not there or not as documented is null, for a wrong
/// optional field must not lose an event.
/// </summary>
internal static class ShopJson
{
    private const int MaxTextLength = 400;
    private const int MaxUrlLength = 2000;

    /// <summary>A string or a number as it is written; null when it is empty or longer than anything we have use for.</summary>
    public static string? Text(this JsonElement owner, string name, int maxLength = MaxTextLength)
    {
        var value = owner.Find(name);
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        return text.Length > 0 && text.Length <= maxLength ? text : null;
    }

    public static string? Url(this JsonElement owner, string name) =>
        owner.Text(name, MaxUrlLength) is { } url && url.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? url : null;

    public static bool IsTrue(this JsonElement owner, string name) => owner.Find(name).ValueKind is JsonValueKind.True;

    /// <param name="owner">The object.</param>
    /// <param name="name">The property.</param>
    /// <param name="zone">Appended where the sender leaves the time zone out.</param>
    public static DateTimeOffset? Time(this JsonElement owner, string name, string zone = "") =>
        owner.Text(name) is { } text && Rfc3339.TryRead(text + zone, out var instant) ? instant : null;

    public static IEnumerable<JsonElement> Items(this JsonElement owner, string name) =>
        owner.Find(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The strings and numbers among an array's items.</summary>
    public static IEnumerable<string> Texts(this JsonElement owner, string name) => owner.Items(name)
        .Select(item => item.ValueKind switch { JsonValueKind.String => item.GetString()!.Trim(), JsonValueKind.Number => item.GetRawText(), _ => "" })
        .Where(text => text.Length is > 0 and <= MaxTextLength);
}
