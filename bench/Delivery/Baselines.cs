using System.Diagnostics;

namespace Delivery.Bench;

/// <summary>What people write when they write no budget.</summary>
internal static class Baselines
{
    /// <summary>Eight senders, which each wait for themselves.</summary>
    public static async Task UntilRefusedAsync(Account account, IEnumerable<string> texts, CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (text, ending) =>
        {
            while (await account.PushAsync(text, ending) is { } wait)
                await Task.Delay(wait, TimeProvider.System, ending);
        });

    public static async Task FixedDelayAsync(Account account, int requestsPerMinute, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var delay = TimeSpan.FromMinutes(1) / requestsPerMinute;
        var waiting = new Queue<string>(texts);
        var clock = Stopwatch.StartNew();
        for (var turn = 0; waiting.Count > 0; turn++)
        {
            var wait = (turn * delay) - clock.Elapsed;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, cancellationToken);

            var text = waiting.Dequeue();
            if (await account.PushAsync(text, cancellationToken) is not null)
                waiting.Enqueue(text);
        }
    }

    /// <summary>Another integration on the same account, which never learns.</summary>
    public static async Task ForeignAsync(Account account, double requestsPerMinute, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1) / requestsPerMinute);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await account.LookUpAsync(cancellationToken);
    }
}
