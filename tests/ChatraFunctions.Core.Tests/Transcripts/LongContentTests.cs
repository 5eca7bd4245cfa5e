using System.Text.Json.Nodes;
using ChatraFunctions.Storage;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts;

/// <summary>The store's limits are ours to hide: 32,768 units a string, 1 MiB an entity, 4 MiB a transaction.</summary>
public sealed class LongContentTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Transcript_of_2000_messages_reads_back_unchanged()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        var transcript = SampleEvents.Transcript(2_000);

        await stack.StoreAsync(transcript.ToJsonString());

        var chat = JsonNode.Parse(await stack.ReadJsonAsync(SampleEvents.ChatId))!;
        JsonNode.DeepEquals(chat["messages"], transcript["messages"]).ShouldBeTrue();
        chat["sessions"]![0]!["messageCount"]!.GetValue<int>().ShouldBe(2_000);
    }

    [Fact]
    public async Task Message_of_100000_characters_reads_back_unchanged()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        var text = SampleEvents.LongText(100_000);

        await stack.StoreAsync(SampleEvents.Started(SampleEvents.Message("a", SampleEvents.Noon, text)).ToJsonString());

        (await stack.ReadAsync(SampleEvents.ChatId))!.Messages.ShouldHaveSingleItem().Text.ShouldBe(text);
        (await stack.RowsAsync(TableNames.Transcripts)).Count.ShouldBe(2, "it needs no second row");
    }

    [Fact]
    public async Task Message_of_two_million_characters_goes_on_in_further_rows()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        var text = SampleEvents.LongText(2_000_000);

        await stack.StoreAsync(SampleEvents.Fragment(SampleEvents.Message("a", SampleEvents.Noon, text), SampleEvents.Message("b", SampleEvents.Noon)).ToJsonString());

        var chat = await stack.ReadAsync(SampleEvents.ChatId);
        chat!.Messages.Select(message => message.Id).ShouldBe(["a", "b"]);
        chat.Messages[0].Text.ShouldBe(text);
    }

    [Fact]
    public async Task Client_of_3_MB_reads_back_exactly_as_received()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        var fragment = SampleEvents.WithClientOf(3_000_000, version: 1);

        await stack.StoreAsync(fragment.ToJsonString());

        (await stack.ReadAsync(SampleEvents.ChatId))!.ClientJson.ShouldBe(fragment["client"]!.ToJsonString());
    }

    [Fact]
    public async Task Replaced_long_client_leaves_no_parts_behind()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        var large = SampleEvents.WithClientOf(2_000_000, version: 1);
        var small = SampleEvents.WithClientOf(100, version: 2);

        await stack.StoreAsync(large.ToJsonString(), small.ToJsonString(), large.ToJsonString());

        (await stack.ReadAsync(SampleEvents.ChatId))!.ClientJson.ShouldBe(small["client"]!.ToJsonString());
        (await stack.RowsAsync(TableNames.Transcripts)).Where(row => row.RowKey.StartsWith("chat", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Long_rows_written_at_the_same_time_come_out_whole()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        var messages = await stack.AcceptAsync(Enumerable.Range(1, 4).Select(version => SampleEvents.WithClientOf(1_500_000, version).ToJsonString()));

        await Task.WhenAll(messages.Select(stack.StoreAsync));

        var expected = SampleEvents.WithClientOf(1_500_000, version: 4)["client"]!.ToJsonString();
        (await stack.ReadAsync(SampleEvents.ChatId))!.ClientJson.ShouldBe(expected);
        var concurrent = await stack.DumpAsync();
        await stack.ClearAsync();
        foreach (var message in messages)
            await stack.StoreAsync(message);
        (await stack.DumpAsync()).ShouldBe(concurrent);
    }
}
