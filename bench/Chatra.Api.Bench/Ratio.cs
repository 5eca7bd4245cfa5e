using System.Globalization;
using BenchmarkDotNet.Reports;

namespace Chatra.Api.Bench;

/// <summary>Reading one event, beside the serializer alone.</summary>
/// <param name="Event">Which, and where its name stands.</param>
/// <param name="Microseconds">What Parse takes.</param>
/// <param name="Time">How many times that of the serializer.</param>
/// <param name="Bytes">How many times the serializer's, on the heap.</param>
internal sealed record Ratio(string Event, double Microseconds, double Time, double Bytes)
{
    private const double Limit = 1.5;

    public bool IsWithinLimit => Time <= Limit && Bytes <= Limit;

    public static IEnumerable<Ratio> AllOf(Summary summary)
    {
        foreach (var reports in summary.Reports.GroupBy(EventOf))
        {
            var bare = reports.Single(report => report.BenchmarkCase.Descriptor.Baseline);
            var parse = reports.Single(report => !report.BenchmarkCase.Descriptor.Baseline);
            yield return new Ratio(reports.Key, Fastest(parse) / 1000, Fastest(parse) / Fastest(bare), Allocated(parse) / Allocated(bare));
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Event,-27} {Microseconds,6:0.0} us, time x {Time:0.00}, bytes x {Bytes:0.00}{(IsWithinLimit ? "" : $"  over {Limit}")}");

    private static string EventOf(BenchmarkReport report) =>
        $"{report.BenchmarkCase.Parameters["Event"]}, name {report.BenchmarkCase.Parameters["Name"]}";

    /// <summary>In nanoseconds. Not the mean, which the other work of a busy machine moves.</summary>
    private static double Fastest(BenchmarkReport report) => report.ResultStatistics!.Min;

    private static double Allocated(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? double.NaN;
}
