using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>Thousands of messages wait, and it costs no more than if it were a few.</summary>
public sealed class BacklogTests(AzuriteFixture azurite)
{
    private const int Backlog = 2_000;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Release_costs_the_same_with_2000_messages_in_the_outbox_as_with_30_and_looks_no_further_ahead()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await FillAsync(stack, 30);
        var calls = await ReleaseAsync(stack);

        await FillAsync(stack, Backlog);
        for (var round = 0; round < 3; round++)
        {
            stack.Time.Advance(TimeSpan.FromMinutes(1));
            (await ReleaseAsync(stack)).ShouldBe(calls); // So it also holds no more of them in memory than it has slots for.
            ((await stack.Budget.ReadAsync(Ending)).NextSlot - stack.Now).ShouldBeLessThan(TimeSpan.FromSeconds(32)); // two periods of the timer, and a slot
        }
    }

    /// <summary>The release's storage calls.</summary>
    private static async Task<int> ReleaseAsync(OutboxStack stack)
    {
        stack.Proxy.Clear();
        (await stack.ReleaseAsync()).ShouldBe(27); // from the lead of three seconds to the horizon of thirty
        return stack.Proxy.Calls.Count;
    }

    private static Task FillAsync(OutboxStack stack, int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ending },
        async (number, ending) => await stack.Account.Queue(QueueNames.Outbox).SendMessageAsync(new WakeUp($"k{number}", stack.Now).ToMessage(), cancellationToken: ending));
}
