namespace Chatra.Widget.Tests.Browser;

/// <summary>What becomes true in another process does so a moment later.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string claim)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"It did not come true in {Patience.TotalSeconds} seconds that {claim}.");

            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }
}
