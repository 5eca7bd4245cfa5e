using System.Globalization;
using System.Xml.Linq;

namespace DevTool.Testing;

/// <summary>How many tests passed and failed. A project that cannot show results counts as one that failed.</summary>
internal sealed record Tally(int Passed, int Failed)
{
    public static Tally operator +(Tally left, Tally right) => new(left.Passed + right.Passed, left.Failed + right.Failed);

    public static Tally Of(string project, string resultsFile, int exitCode)
    {
        if (!File.Exists(resultsFile))
            return Failure(project, $"left no results (exit code {exitCode})");

        var counters = XDocument.Load(resultsFile).Descendants().First(element => element.Name.LocalName == "Counters");
        var (total, passed) = (Count("total"), Count("passed"));
        if (total == 0)
            return Failure(project, "has no tests");
        if (passed == total && exitCode != 0)
            return new Tally(passed, 0) + Failure(project, $"did not end well (exit code {exitCode})");
        return new Tally(passed, total - passed);

        int Count(string name) => int.Parse(counters.Attribute(name)!.Value, CultureInfo.InvariantCulture);
    }

    /// <summary>A failure that is not a test's.</summary>
    public static Tally Failure(string what, string why)
    {
        Say.Line($"{what} {why}; that counts as a failure.");
        return new Tally(0, 1);
    }
}
