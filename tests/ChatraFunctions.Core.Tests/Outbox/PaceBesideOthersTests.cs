using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>Another integration spends the same limit: ten minutes of the real ledger against a strict sliding minute, in fake time.</summary>
public sealed class PaceBesideOthersTests(AzuriteFixture azurite)
{
    private const int Limit = 60;
    private const double Foreign = 0.25;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(10);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 0)]
    [InlineData(0.3, 10)]
    [InlineData(0.0, 20)]
    [InlineData(0.7, 20)]
    public async Task Ten_minutes_beside_a_foreign_client_use_92_percent_of_the_rest_and_meet_at_most_six_429(double phase, int slowSeconds)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var start = stack.Now;
        var foreignInterval = Minute / (Limit * Foreign);
        var window = new Queue<DateTimeOffset>();
        var (sent, refused) = (0, 0);

        // At first there is little to send, so that the minute's oldest requests are far apart: a full minute empties slowly then.
        for (var second = 0; second < slowSeconds; second += 3)
        {
            stack.Time.SetUtcNow(start + TimeSpan.FromSeconds(second));
            Take(window, stack.Now);
        }

        start += TimeSpan.FromSeconds(slowSeconds);
        stack.Time.SetUtcNow(start);
        var nextForeign = start + (phase * foreignInterval);
        while (stack.Now < start + Duration)
        {
            var slot = (await stack.Budget.ReleaseAsync(1, stack.Now, DateTimeOffset.MaxValue, Ending)).Single();
            for (; nextForeign <= slot.At; nextForeign += foreignInterval)
                Take(window, nextForeign);

            stack.Time.SetUtcNow(slot.At);
            if (Take(window, slot.At) is not { } wait)
            {
                sent++;
                continue;
            }

            refused++;
            await stack.Budget.ThrottleAsync(slot, slot.At + TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)), Ending);
        }

        refused.ShouldBeInRange(1, 6);
        (sent / (Limit * (1 - Foreign) * Duration.TotalMinutes)).ShouldBeGreaterThanOrEqualTo(0.92);
    }

    /// <returns>How long to wait, where the minute is full.</returns>
    private static TimeSpan? Take(Queue<DateTimeOffset> window, DateTimeOffset at)
    {
        while (window.TryPeek(out var oldest) && oldest + Minute <= at)
            window.Dequeue();

        if (window.Count >= Limit)
            return window.Peek() + Minute - at;

        window.Enqueue(at);
        return null;
    }
}
