using System.Diagnostics;

namespace ChatraFunctions.Tests.Harness;

/// <summary>Waits for what must come, as long as it may take on a busy machine; then says what did not.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A message that missed its slot on a busy machine waits for the next round of the timer (15 s): several of them.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null, Func<string?>? instead = null) =>
        GetAsync(async () => await condition() ? "held" : null, what, patience, instead);

    /// <summary>The first value that is not null.</summary>
    /// <param name="find">Null while it is not there.</param>
    /// <param name="what">What is waited for.</param>
    /// <param name="patience">How long; four minutes by default.</param>
    /// <param name="instead">Tells what is the case where it did not come.</param>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> find, string what, TimeSpan? patience = null, Func<string?>? instead = null)
        where T : class
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await find() is { } found)
                return found;

            if (Stopwatch.GetElapsedTime(start) > (patience ?? Patience))
                throw new TimeoutException($"Did not come to pass: {what}. {instead?.Invoke()}");

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
