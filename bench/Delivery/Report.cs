using System.Globalization;

namespace Delivery.Bench;

/// <summary>A table for people.</summary>
internal static class Report
{
    public static void Head() => Console.WriteLine(
        $"{"",-62} {"sent",5} {"twice",5} {"of limit",8} {"429",5} {"most/min",8} {"late p50",9} {"late p99",9} {"calls/sent",10}");

    public static void Line(Measurement measurement) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{measurement.Scenario.Name,-62} {measurement.Delivered,5} {measurement.Duplicates,5} {measurement.Utilisation,8:P1} {measurement.Refused,5} {measurement.LargestWindow,8} {Seconds(measurement.LatenessAt(0.5)),9} {Seconds(measurement.LatenessAt(0.99)),9} {Calls(measurement),10}"));

    private static string Seconds(double? seconds) => seconds is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value * 1000:F0} ms") : "-";

    private static string Calls(Measurement measurement) => measurement.StorageCalls == 0 || measurement.Delivered == 0
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{(double)measurement.StorageCalls / measurement.Delivered:F1}");
}
