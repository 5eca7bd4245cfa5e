namespace Delivery.Bench;

/// <summary>What a run came to.</summary>
/// <param name="Scenario">What was run.</param>
/// <param name="Delivered">Messages that Chatra has, each counted once.</param>
/// <param name="Duplicates">Those it has once more.</param>
/// <param name="Utilisation">
/// What was taken of what the limit leaves beside the foreign client, from the first accepted request to the last: 1 is all of it.
/// </param>
/// <param name="Refused">Requests of the sender that were answered 429.</param>
/// <param name="LargestWindow">The most requests in any 60 seconds, of everybody, refused ones too.</param>
/// <param name="Lateness">Seconds between slot and request, sorted; empty for baselines.</param>
/// <param name="StorageCalls">Calls on storage from the first message queued to the last one sent, an idle app's share included.</param>
/// <param name="Elapsed">From the first accepted request to the last.</param>
public sealed record Measurement(
    Scenario Scenario,
    int Delivered,
    int Duplicates,
    double Utilisation,
    int Refused,
    int LargestWindow,
    IReadOnlyList<double> Lateness,
    int StorageCalls,
    TimeSpan Elapsed)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    internal static Measurement Of(Scenario scenario, IReadOnlyList<Account.Request> requests, IReadOnlyList<string> texts, IEnumerable<double> lateness, int storageCalls)
    {
        var sent = requests.Where(request => request.Method == "POST").ToList();
        var taken = sent.Where(request => request.Status is >= 200 and < 300).Select(request => request.At).ToList();
        var elapsed = taken.Count == 0 ? TimeSpan.Zero : taken[^1] - taken[0];
        var available = elapsed.TotalMinutes * scenario.RequestsPerMinute * (1 - scenario.Foreign);
        var delivered = texts.Distinct().Count();
        return new Measurement(
            scenario,
            delivered,
            texts.Count - delivered,
            available > 0 ? (taken.Count - 1) / available : 0,
            sent.Count(request => request.Status == 429),
            Largest([.. requests.Select(request => request.At)]),
            [.. lateness.Order()],
            storageCalls,
            elapsed);
    }

    /// <summary>Seconds.</summary>
    public double? LatenessAt(double percentile) => Lateness.Count == 0 ? null : Lateness[(int)Math.Min(Lateness.Count - 1, Lateness.Count * percentile)];

    private static int Largest(List<DateTimeOffset> instants)
    {
        var (largest, first) = (0, 0);
        for (var last = 0; last < instants.Count; last++)
        {
            while (instants[first] + Window <= instants[last])
                first++;
            largest = Math.Max(largest, last - first + 1);
        }

        return largest;
    }
}
