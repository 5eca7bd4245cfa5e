using System.Globalization;
using Azure.Data.Tables;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts;

/// <summary>"Every row is a pure function of the set of events received": any order, any repetition, at the same time.</summary>
public sealed class AnyOrderTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Any_order_and_any_repetition_give_the_same_rows()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        for (var seed = 0; seed < 15; seed++)
        {
            var random = new Random(seed);
            var messages = await stack.AcceptAsync(RandomEvents.Of(seed));
            var expected = await StoreAllAsync(stack, messages);
            await ShouldBeIndexedExactlyAsync(stack, $"seed {seed}");

            for (var round = 0; round < 2; round++)
            {
                var order = messages.Concat(messages).Concat(messages.Take(2)).ToArray();
                random.Shuffle(order);
                (await StoreAllAsync(stack, order)).ShouldBe(expected, $"seed {seed}, round {round}");
            }
        }
    }

    [Fact]
    public async Task Events_stored_at_the_same_time_give_the_same_rows()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        for (var seed = 100; seed < 110; seed++)
        {
            var messages = await stack.AcceptAsync(RandomEvents.Of(seed));
            var expected = await StoreAllAsync(stack, messages);

            await stack.ClearAsync();
            await Task.WhenAll(messages.Concat(messages).Select(stack.StoreAsync));

            (await stack.DumpAsync()).ShouldBe(expected, $"seed {seed}");
            await ShouldBeIndexedExactlyAsync(stack, $"seed {seed}");
        }
    }

    [Fact]
    public async Task Late_start_does_not_undo_a_transcript()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await stack.StoreAsync(Payloads.Read("chatTranscript.json"));
        var withoutStart = await stack.DumpAsync();

        await stack.StoreAsync(Payloads.Read("chatStarted.json"));

        var chat = (await stack.RowsAsync(TableNames.Transcripts)).Single(row => row.RowKey == "chat");
        chat["StartedAt"].ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1442220379561));
        chat.GetString("Client").ShouldContain("finishedAt");
        var after = (await stack.DumpAsync()).Split('\n');
        withoutStart.Split('\n').Except(after).ShouldBeEmpty();
    }

    /// <summary>The agents left, the visitor stayed: no end is named, and the last message is that of the last fragment.</summary>
    [Fact]
    public async Task Transcript_without_an_end_knows_better_than_the_fragment_with_the_same_last_message()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        for (var number = 0; number < 6; number++) // What the event's hash says is chance.
        {
            var message = $$"""{"id":"m","type":"client","text":"{{number}}","createdAt":1442233372326""";
            var client = """{"id":"v","chatId":"c","latestVisit":{"startedAt":1442233300000}}""";
            string[] events =
            [
                $$"""{"eventName":"chatStarted","message":{{message}}},"client":{{client}}}""",
                $$"""{"eventName":"chatFragment","messages":[{{message}}}],"agents":[],"client":{{client}}}""",
                $$"""{"eventName":"chatTranscript","messages":[{{message}},"isMissed":true}],"offlineMessagesCount":1,"agents":[],"client":{{client}}}""",
            ];
            foreach (var order in new[] { events, [.. events.Reverse()] })
            {
                await stack.ClearAsync();
                await stack.StoreAsync(order);
                (await stack.ReadJsonAsync("c")).ShouldContain("\"isMissed\":true");
            }
        }
    }

    [Fact]
    public async Task Repeated_event_changes_nothing_not_even_a_timestamp()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        string[] events = [Payloads.Read("chatStarted.json"), Payloads.Read("chatFragment.json"), Payloads.Read("chatTranscript.json")];
        await stack.StoreAsync(events);
        var before = (await stack.RowsAsync(TableNames.Transcripts)).Select(row => (row.RowKey, row.ETag)).ToList();

        await stack.StoreAsync(events[1], events[2]);

        (await stack.RowsAsync(TableNames.Transcripts)).Select(row => (row.RowKey, row.ETag)).ShouldBe(before);
    }

    [Fact]
    public async Task Event_in_another_spelling_is_the_same_event()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        var transcript = Payloads.Read("chatTranscript.json");
        var respelled = System.Text.Json.Nodes.JsonNode.Parse(transcript)!.AsObject();
        var first = respelled.First();
        respelled.Remove(first.Key);
        respelled.Add(first.Key, first.Value!.DeepClone());

        await stack.StoreAsync(transcript, respelled.ToJsonString());

        (await stack.RowsAsync(TableNames.Transcripts)).Count(row => row.RowKey.StartsWith('s')).ShouldBe(1);
    }

    private static async Task<string> StoreAllAsync(ChatStack stack, IEnumerable<BinaryData> messages)
    {
        await stack.ClearAsync();
        foreach (var message in messages)
            await stack.StoreAsync(message);

        return await stack.DumpAsync();
    }

    /// <summary>The index, worked out from the rows of the chat: no entry missing, none left over.</summary>
    internal static async Task ShouldBeIndexedExactlyAsync(ChatStack stack, string hint)
    {
        var rows = await stack.RowsAsync(TableNames.Transcripts);
        var chat = rows.Single(row => row.RowKey == "chat");
        chat.ContainsKey("Moving").ShouldBeFalse(hint);
        var startedAt = rows.Where(row => row.RowKey.StartsWith('m')).Min(row => row.GetDateTimeOffset("CreatedAt"));
        chat.GetDateTimeOffset("StartedAt").ShouldBe(startedAt, hint);

        var expected = rows.Where(row => row.RowKey.StartsWith('s')).SelectMany(EndsOf)
            .Append($"client:{TableKey.Escape(chat.GetString("ClientId"))} {Key(startedAt ?? DateTimeOffset.UnixEpoch, "start")}");
        if (startedAt is { } start)
            expected = expected.Append(Day(start, "start"));

        (await stack.RowsAsync(TableNames.ChatIndex)).Select(row => $"{row.PartitionKey} {row.RowKey}").ShouldBe(expected.Distinct(), ignoreOrder: true, hint);
    }

    /// <summary>Among all; and under its host, and as missed, where it is.</summary>
    private static IEnumerable<string> EndsOf(TableEntity session)
    {
        var at = session.GetDateTimeOffset("FinishedAt")!.Value;
        var key = string.Create(CultureInfo.InvariantCulture, $"{999_999_999_999_999 - at.ToUnixTimeMilliseconds():D15}-end-{session.RowKey[18..]}");
        string[] facets = ["", .. session.GetString("HostName") is { } host ? [IndexKeys.Host(host)] : Array.Empty<string>(), .. session.GetInt32("OfflineMessagesCount") > 0 ? [IndexKeys.Missed] : Array.Empty<string>()];
        return facets.Select(facet => string.Create(CultureInfo.InvariantCulture, $"day:{at:yyyyMMdd} {facet}{key}"));
    }

    private static string Day(DateTimeOffset at, string kind) => string.Create(CultureInfo.InvariantCulture, $"day:{at:yyyyMMdd} {Key(at, kind)}");

    private static string Key(DateTimeOffset at, string kind) => $"{999_999_999_999_999 - at.ToUnixTimeMilliseconds():D15}-{kind}-{TableKey.Escape(RandomEvents.ChatId)}";
}
