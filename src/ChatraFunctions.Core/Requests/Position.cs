using System.Buffers.Text;
using System.Text;

namespace ChatraFunctions.Requests;

/// <summary>
/// Where a list goes on: the last key that was shown, in one part of the list. It says where to go on and never in what: the partition
/// and the range always come from the query, so a token that was made up reaches no further than the query itself
/// (docs/decisions/0013).
/// </summary>
/// <param name="Part">Which part of the list, such as a day; checked against the query.</param>
/// <param name="Key">The last row key that was shown; only ever a lower bound within the query's own range.</param>
public sealed record Position(string Part, string Key)
{
    /// <summary>A key holds 512 units, of up to three bytes each; the rest is Base64.</summary>
    private const int MaxToken = 4_000;

    public string ToToken() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Part}\n{Key}"));

    /// <summary>Null for what is no token.</summary>
    internal static Position? Parse(string token)
    {
        if (token.Length > MaxToken || !Base64Url.IsValid(token))
            return null;

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        var border = text.IndexOf('\n', StringComparison.Ordinal);
        return border <= 0 || text.Skip(border + 1).Any(char.IsControl) ? null : new Position(text[..border], text[(border + 1)..]);
    }
}
