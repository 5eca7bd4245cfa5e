using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ChatraFunctions.Core.Tests.Transcripts;
using ChatraFunctions.Erasure;
using ChatraFunctions.Outbox;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;
using TestKit;

namespace ChatraFunctions.Core.Tests.Erasure;

/// <summary>What is older than <c>Retention__Days</c> goes, every night, and what is not stays.</summary>
public sealed class RetentionTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_older_than_the_days_set_is_removed_and_the_rest_stays()
    {
        await using var stack = await ErasureStack.OnAsync(azurite, ("Retention__Days", "30"));
        await stack.StoreAsync(ErasureStack.Transcript("old", "c", SampleEvents.Noon, "old", "liz"));
        await stack.StoreAsync(ErasureStack.Transcript("both", "c", SampleEvents.Noon, "old"));
        var recent = stack.Product.Now.AddDays(-5).ToUnixTimeMilliseconds();
        await stack.StoreAsync(ErasureStack.Transcript("both", "c", recent, "recent"));
        await stack.Product.SendAsync(await stack.Product.QueueAsync("sent", "old", "c"));
        await stack.Product.QueueAsync("unsent", "old", "c");

        await stack.Get<Retention>().RunAsync(Ending);
        await stack.RunAllAsync();

        (await stack.Get<ChatReader>().ReadAsync("old", Ending)).ShouldBeNull();
        var both = (await stack.Get<ChatReader>().ReadAsync("both", Ending)).ShouldNotBeNull();
        (both.Messages.Count, both.Sessions.Count).ShouldBe((2, 1));
        var days = await stack.Account.Table(TableNames.ChatIndex).QueryAsync<TableEntity>(cancellationToken: Ending).Select(row => row.PartitionKey).Distinct().ToListAsync(Ending);
        days.ShouldBe(["client:c", "day:20260224", "day:20260225"], ignoreOrder: true); // It starts with what is left.
        (await stack.Product.FindAsync("sent")).Text.ShouldBe("old");

        stack.Product.Time.Advance(TimeSpan.FromDays(31));
        await stack.Get<Retention>().RunAsync(Ending);
        await stack.RunAllAsync();

        (await stack.Product.Deliveries.FindAsync("sent", Ending)).ShouldBeNull();
        (await stack.Product.FindAsync("unsent")).Text.ShouldBe("old");
        (await stack.Get<ChatReader>().ReadAsync("both", Ending)).ShouldBeNull();
        await stack.Product.CompanionsShouldAgreeAsync();
    }

    /// <summary>Of a conversation whose transcript never came, the index has nothing but the start.</summary>
    [Fact]
    public async Task Messages_without_a_transcript_are_found_when_their_time_has_come()
    {
        await using var stack = await ErasureStack.OnAsync(azurite, ("Retention__Days", "30"));
        await stack.StoreAsync(Fragment(SampleEvents.Noon), Fragment(stack.Product.Now.AddDays(-5).ToUnixTimeMilliseconds()));

        await RetainAsync(stack);
        (await stack.Get<ChatReader>().ReadAsync("chat", Ending)).ShouldNotBeNull().Messages.Count.ShouldBe(1);
        var entries = await stack.Account.Table(TableNames.ChatIndex).QueryAsync<TableEntity>(cancellationToken: Ending).ToListAsync(Ending);
        entries.Select(entry => entry.PartitionKey).ShouldBe(["client:c", "day:20260224"], ignoreOrder: true);
        (await RowAsync(stack)).ShouldNotContain("beginning");

        stack.Product.Time.Advance(TimeSpan.FromDays(31));
        await RetainAsync(stack);
        (await stack.Get<ChatReader>().ReadAsync("chat", Ending)).ShouldBeNull();
        (await stack.DumpAsync()).ShouldNotContain("chat");

        static async Task<string> RowAsync(ErasureStack stack) => (await stack.DumpAsync()).Split('\n').Single(line => line.StartsWith("Transcripts chat chat ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Crash_after_any_call_while_a_chat_begins_with_what_is_left_is_survived()
    {
        await using var stack = await ErasureStack.OnAsync(azurite, ("Retention__Days", "30"));
        await stack.StoreAsync(Fragment(SampleEvents.Noon), Fragment(stack.Product.Now.AddDays(-5).ToUnixTimeMilliseconds()));
        await stack.Get<Retention>().RunAsync(Ending);

        (await stack.RunCrashingAsync()).ShouldBeGreaterThan(8);

        var entries = await stack.Account.Table(TableNames.ChatIndex).QueryAsync<TableEntity>(cancellationToken: Ending).ToListAsync(Ending);
        entries.Select(entry => entry.PartitionKey).ShouldBe(["client:c", "day:20260224"], ignoreOrder: true);
        (await stack.Get<ChatReader>().ReadAsync("chat", Ending)).ShouldNotBeNull().Messages.Count.ShouldBe(1);
        (await stack.DumpAsync()).ShouldNotContain("beginning");
    }

    [Fact]
    public async Task Crash_after_any_call_while_old_chats_are_removed_is_survived()
    {
        await using var stack = await ErasureStack.OnAsync(azurite, ("Retention__Days", "30"));
        await stack.StoreAsync(ErasureStack.Transcript("chat", "c", SampleEvents.Noon, "old", "liz"));
        await stack.StoreAsync(ErasureStack.Transcript("chat", "c", SampleEvents.Noon + (3 * TimeSpan.MillisecondsPerDay), "old", "liz"));
        await stack.Get<Retention>().RunAsync(Ending);

        (await stack.RunCrashingAsync()).ShouldBeGreaterThan(8);

        (await stack.DumpAsync()).ShouldBeEmpty();
    }

    /// <summary>A visitor who comes back in the very minute: with a few messages, and with more rows than one transaction takes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(150)]
    public async Task Message_that_comes_at_any_moment_while_the_old_ones_are_removed_is_kept_and_found(int messages)
    {
        await using var stack = await ErasureStack.OnAsync(azurite, ("Retention__Days", "30"));
        var later = Fragment(stack.Product.Now.AddDays(-5).ToUnixTimeMilliseconds(), messages);
        for (var (at, came) = (1, true); came; at++)
        {
            await stack.StoreAsync(Fragment(SampleEvents.Noon, 1));
            await stack.Get<Retention>().RunAsync(Ending);
            var calls = 0;
            came = false;
            stack.Product.Proxy.AfterForward = async _ =>
            {
                if (Interlocked.Increment(ref calls) == at)
                {
                    came = true;
                    await stack.StoreAsync(later.DeepClone().AsObject());
                }

                return null;
            };
            await stack.RunAllAsync();
            stack.Product.Proxy.AfterForward = null;

            if (came)
            {
                (await stack.Get<ChatReader>().ReadAsync("chat", Ending)).ShouldNotBeNull($"call {at}").Messages.Count.ShouldBe(messages, $"call {at}");
                var entries = await stack.Account.Table(TableNames.ChatIndex).QueryAsync<TableEntity>(cancellationToken: Ending).ToListAsync(Ending);
                entries.Select(entry => entry.PartitionKey).ShouldBe(["client:c", "day:20260224"], ignoreOrder: true, $"call {at}");
            }

            await stack.Get<ChatEraser>().EraseClientAsync("c", stack.Product.Now, int.MaxValue, Ending);
            (await stack.DumpAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Old_message_that_is_retried_just_when_it_would_go_stays()
    {
        await using var stack = await ErasureStack.OnAsync(azurite, ("Retention__Days", "30"));
        await stack.Product.QueueAsync("failed", "old", "c");
        await stack.Product.MakeAsync("failed", delivery => delivery.Enter(DeliveryStatus.Failed, stack.Product.Now));
        stack.Product.Time.Advance(TimeSpan.FromDays(31));
        await stack.Get<Retention>().RunAsync(Ending);
        var retried = false;
        stack.Product.Proxy.AfterForward = async call =>
        {
            if (!retried && call.Method == "GET" && call.Resource.StartsWith("Deliveries(", StringComparison.Ordinal))
            {
                retried = true;
                await stack.Product.MakeAsync("failed", delivery => delivery.Enter(DeliveryStatus.Queued, stack.Product.Now));
            }

            return null;
        };
        await stack.RunAllAsync();
        stack.Product.Proxy.AfterForward = null;

        retried.ShouldBeTrue();
        (await stack.Product.FindAsync("failed")).Status.ShouldBe(DeliveryStatus.Queued);
        await stack.Product.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Nothing_is_removed_unless_days_are_set()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);

        await stack.Get<Retention>().RunAsync(Ending);

        (await stack.RunAllAsync()).ShouldBe(0);
    }

    private static async Task RetainAsync(ErasureStack stack)
    {
        await stack.Get<Retention>().RunAsync(Ending);
        await stack.RunAllAsync();
    }

    private static JsonObject Fragment(long at, int messages = 1)
    {
        var fragment = ErasureStack.Transcript("chat", "c", at, "text");
        fragment["eventName"] = "chatFragment";
        fragment["messages"] = new JsonArray([.. Enumerable.Range(0, messages).Select(number => SampleEvents.Message($"message-{at}-{number}", at + number, "text"))]);
        return fragment;
    }
}
