using System.Globalization;

namespace ChatraFunctions.Transcripts.Listing;

/// <summary>Days in UTC, both included.</summary>
public sealed record DayRange(DateOnly From, DateOnly To)
{
    private const string Format = "yyyyMMdd";

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The first millisecond of it, since 1970.</summary>
    internal long FirstInstant => StartOf(From);

    /// <summary>The first millisecond after it.</summary>
    internal long AfterLastInstant => StartOf(To) + (long)TimeSpan.FromDays(1).TotalMilliseconds;

    internal bool Contains(DateOnly day) => day >= From && day <= To;

    internal static long StartOf(DateOnly day) => Math.Max(0, new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds());

    internal static string Name(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    internal static DateOnly? Parse(string name) =>
        DateOnly.TryParseExact(name, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
