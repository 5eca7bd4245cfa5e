namespace ChatraFunctions.Tests.Crashes;

/// <summary>The way of a message from the outbox to Chatra, alone in its round of the timer.</summary>
internal static class Delivery
{
    private const int StepsOfRelease = 5;

    public static IReadOnlyList<Step> Steps { get; } =
    [
        new("Table GET RequestBudget", 1),
        new("Table GET RequestBudget", 2),
        new("Table PUT RequestBudget", 1),
        new("Queue POST chatra-send", 1),
        new("Queue DELETE outbox", 1),
        new("Table GET Deliveries", 1),
        new("Table GET RequestBudget", 3),
        new("Table POST $batch", 1),
        new(Step.ChatraCall, 1),
        new("Table POST $batch", 2),
        new("Queue DELETE chatra-send", 1),
    ];

    public static bool IsOfSender(Step step) => Steps.Skip(StepsOfRelease).Contains(step);

    /// <summary>The timer runs at whole quarters of a minute; a message is on its way for up to four seconds then.</summary>
    public static async Task BetweenRoundsAsync()
    {
        while (DateTimeOffset.UtcNow.Second % 15 is < 5 or > 13)
            await Task.Delay(100, TestContext.Current.CancellationToken);
    }
}
