namespace ChatraFunctions.Core.Tests.Outbox;

internal static class Eventually
{
    public static Task HoldsAsync(Func<bool> condition, string because) => HoldsAsync(() => Task.FromResult(condition()), because);

    /// <summary>Waits for what must come; 30 seconds say that it did not.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string because)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMinutes(2))
                throw new TimeoutException(because);

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
