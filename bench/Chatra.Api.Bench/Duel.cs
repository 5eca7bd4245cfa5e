using System.Globalization;

namespace Chatra.Api.Bench;

/// <summary>
/// Two ways of reading the same, one beside the other in short turns, so that whatever else the machine does meets both. (Tried
/// before: BenchmarkDotNet, which measures one after the other; on a busy machine its ratio of one case came out at 0.6 to 1.5.)
/// </summary>
/// <param name="Event">What is read.</param>
/// <param name="Microseconds">What one reading by the measured way takes.</param>
/// <param name="Time">How many times what the other takes: the median of all rounds.</param>
/// <param name="Bytes">How many times what the other allocates.</param>
internal sealed record Duel(string Event, double Microseconds, double Time, double Bytes)
{
    private const double Limit = 1.5;
    private const int Rounds = 301;
    private const int Turns = 50;

    /// <summary>Enough for the tiered compiler to be through with both.</summary>
    private const int WarmUp = 20_000;

    public bool IsWithinLimit => Time <= Limit && Bytes <= Limit;

    public static Duel Between(string what, Func<object?> measured, Func<object?> alone)
    {
        Repeat(measured, WarmUp);
        Repeat(alone, WarmUp);
        var rounds = Enumerable.Range(0, Rounds).Select(round => Round(measured, alone, isMeasuredFirst: round % 2 == 0)).ToList();
        return new Duel(
            what,
            Median(rounds.Select(round => round.Measured.TotalMicroseconds / Turns)),
            Median(rounds.Select(round => round.Measured / round.Alone)),
            (double)BytesOf(measured) / BytesOf(alone));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Event,-27} {Microseconds,6:0.0} us, time x {Time:0.00}, bytes x {Bytes:0.00}{(IsWithinLimit ? "" : $"  over {Limit}")}");

    private static (TimeSpan Measured, TimeSpan Alone) Round(Func<object?> measured, Func<object?> alone, bool isMeasuredFirst)
    {
        var first = TimeOf(isMeasuredFirst ? measured : alone);
        var second = TimeOf(isMeasuredFirst ? alone : measured);
        return isMeasuredFirst ? (first, second) : (second, first);
    }

    private static TimeSpan TimeOf(Func<object?> way)
    {
        var started = TimeProvider.System.GetTimestamp();
        Repeat(way, Turns);
        return TimeProvider.System.GetElapsedTime(started);
    }

    private static long BytesOf(Func<object?> way)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(way, Turns);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Repeat(Func<object?> way, int times)
    {
        for (var time = 0; time < times; time++)
            GC.KeepAlive(way());
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
