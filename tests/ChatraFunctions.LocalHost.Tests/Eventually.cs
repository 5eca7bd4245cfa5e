namespace ChatraFunctions.LocalHost.Tests;

internal static class Eventually
{
    /// <summary>Waits for what must come; 30 seconds say that it did not.</summary>
    public static async Task HoldsAsync(Func<bool> condition, string because) =>
        await HoldsAsync(() => Task.FromResult(condition()), because);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string because)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromMinutes(2))
                throw new TimeoutException(because);

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
