using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Requests;

/// <summary>Reads the parameters of a query and notes every one that is not as expected, as <c>?name</c>. An empty one counts as absent.</summary>
internal sealed class QueryFields(IQueryCollection query, List<Fault> faults)
{
    private const string DayFormat = "yyyy-MM-dd";

    public string? Text(string name, int maxLength)
    {
        if (query[name].FirstOrDefault() is not { Length: > 0 } value)
            return null;

        if (value.Length > maxLength)
            Fault(name, $"must have at most {maxLength} characters");

        return value;
    }

    /// <summary>A day in UTC.</summary>
    public DateOnly? Day(string name)
    {
        if (Text(name, 100) is not { } value)
            return null;

        if (DateOnly.TryParseExact(value, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;

        Fault(name, $"expected a day as {DayFormat}");
        return null;
    }

    public int Number(string name, int least, int most, int otherwise)
    {
        if (Text(name, 100) is not { } value)
            return otherwise;

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;

        Fault(name, $"expected a whole number from {least} to {most}");
        return otherwise;
    }

    /// <summary>Absent is false.</summary>
    public bool Flag(string name)
    {
        if (Text(name, 100) is not { } value)
            return false;

        if (bool.TryParse(value, out var flag))
            return flag;

        Fault(name, "expected true or false");
        return false;
    }

    public void Fault(string name, string reason) => faults.Add(new Fault("?" + name, reason));
}
