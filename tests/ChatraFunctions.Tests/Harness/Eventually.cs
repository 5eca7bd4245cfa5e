using System.Diagnostics;

namespace ChatraFunctions.Tests.Harness;

/// <summary>Waits for what must come, as long as it may take on a busy machine; then says what did not.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A message that missed its slot on a busy machine waits for the next round of the timer (15 s): several of them.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null) =>
        GetAsync(async () => await condition() ? "held" : null, what, patience);

    /// <summary>The first value that is not null.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> find, string what, TimeSpan? patience = null)
        where T : class
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await find() is { } found)
                return found;

            if (Stopwatch.GetElapsedTime(start) > (patience ?? Patience))
                throw new TimeoutException($"Did not come to pass: {what}");

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
