using System.Collections.Concurrent;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts;

/// <summary>A run that dies between any two storage calls, and the queue that brings its event again.</summary>
public sealed class CrashTests(AzuriteFixture azurite)
{
    /// <summary>No event makes more calls; a run that is to die at a later one lives.</summary>
    private const int MostCalls = 12;

    [Theory]
    [InlineData("chatStarted.json")]
    [InlineData("chatFragment.json")]
    [InlineData("chatTranscript.json")]
    public async Task Event_that_died_at_any_call_is_completed_by_its_next_run(string payload)
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await using var run = await CrashingRun.OfAsync(azurite, stack);
        string[] others = [.. new[] { "chatStarted.json", "chatFragment.json" }.Where(other => other != payload).Select(Payloads.Read)];
        var before = await stack.AcceptAsync(others);
        var message = (await stack.AcceptAsync(Payloads.Read(payload))).Single();

        foreach (var earlier in new[] { before, [] })
        {
            await StoreAsync(stack, [.. earlier, message]);
            var expected = await stack.DumpAsync();
            var died = true;
            for (var call = 1; died; call++)
            {
                foreach (var afterwards in new[] { false, true })
                {
                    await StoreAsync(stack, earlier);
                    died = !await run.StoreAsync(message, call, afterwards);
                    await stack.StoreAsync(message);
                    (await stack.DumpAsync()).ShouldBe(expected, $"call {call}, {(afterwards ? "after" : "before")} it was done");
                }
            }
        }
    }

    /// <summary>As the first of its chat, after a start that it confirms, and after one that it knows better.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(500)]
    public async Task Long_event_that_died_at_any_call_is_completed_by_its_next_run(int? started)
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await using var run = await CrashingRun.OfAsync(azurite, stack);
        string[] earlier = started is { } late ? [SampleEvents.Started(SampleEvents.Message("message-00000", SampleEvents.Noon + late)).ToJsonString()] : [];
        var before = await stack.AcceptAsync(earlier);
        var message = (await stack.AcceptAsync(SampleEvents.Transcript(210).ToJsonString())).Single();
        await StoreAsync(stack, [.. before, message]);
        var expected = await stack.DumpAsync();

        var died = true;
        for (var call = 1; died; call++)
        {
            foreach (var afterwards in new[] { false, true })
            {
                await StoreAsync(stack, before);
                died = !await run.StoreAsync(message, call, afterwards);
                await stack.StoreAsync(message);
                (await stack.DumpAsync()).ShouldBe(expected, $"call {call}, {(afterwards ? "after" : "before")} it was done");
            }
        }
    }

    [Fact]
    public async Task Row_of_many_parts_is_whole_whenever_its_writer_dies()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await using var run = await CrashingRun.OfAsync(azurite, stack);
        var before = await stack.AcceptAsync(SampleEvents.WithClientOf(900_000, version: 1).ToJsonString());
        var message = (await stack.AcceptAsync(SampleEvents.WithClientOf(1_000_000, version: 2).ToJsonString())).Single();
        await StoreAsync(stack, [.. before, message]);
        var expected = await stack.DumpAsync();

        var died = true;
        for (var call = 1; died; call++)
        {
            await StoreAsync(stack, before);
            died = !await run.StoreAsync(message, call, afterwards: true);
            (await stack.ReadAsync(SampleEvents.ChatId)).ShouldNotBeNull($"call {call}").ClientJson.Length.ShouldBeGreaterThan(900_000);
            await stack.StoreAsync(message);
            (await stack.DumpAsync()).ShouldBe(expected, $"call {call}");
        }
    }

    [Fact]
    public async Task Three_workers_that_die_at_random_calls_leave_the_rows_of_one_that_does_not()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        CrashingRun[] workers = [await CrashingRun.OfAsync(azurite, stack), await CrashingRun.OfAsync(azurite, stack), await CrashingRun.OfAsync(azurite, stack)];
        for (var seed = 200; seed < 215; seed++)
        {
            var messages = await stack.AcceptAsync(RandomEvents.Of(seed));
            await StoreAsync(stack, messages);
            var expected = await stack.DumpAsync();

            await stack.ClearAsync();
            var queue = new ConcurrentQueue<BinaryData>(messages.Concat(messages));
            await Task.WhenAll(workers.Select((worker, index) => WorkAsync(worker, queue, new Random((seed * 10) + index))));

            (await stack.DumpAsync()).ShouldBe(expected, $"seed {seed}");
            await AnyOrderTests.ShouldBeIndexedExactlyAsync(stack, $"seed {seed}");
        }

        foreach (var worker in workers)
            await worker.DisposeAsync();
    }

    /// <summary>As a queue does: what was not finished comes again after the others.</summary>
    private static async Task WorkAsync(CrashingRun worker, ConcurrentQueue<BinaryData> queue, Random random)
    {
        while (queue.TryDequeue(out var message))
        {
            if (!await worker.StoreAsync(message, random.Next(1, MostCalls), afterwards: random.Next(2) == 0))
                queue.Enqueue(message);
        }
    }

    private static async Task StoreAsync(ChatStack stack, IEnumerable<BinaryData> messages)
    {
        await stack.ClearAsync();
        foreach (var message in messages)
            await stack.StoreAsync(message);
    }
}
