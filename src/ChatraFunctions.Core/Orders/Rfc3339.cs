using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatraFunctions.Orders;

/// <summary>Instants as senders write them, such as <c>2026-03-01T10:20:30.5+02:00</c>.</summary>
internal static partial class Rfc3339
{
    public static bool TryRead(string value, out DateTimeOffset instant)
    {
        instant = default;
        return Form().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant);
    }

    /// <summary>.NET alone would also read <c>10:30</c> or <c>May</c>, and fill in the rest from today.</summary>
    [GeneratedRegex(
        @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
