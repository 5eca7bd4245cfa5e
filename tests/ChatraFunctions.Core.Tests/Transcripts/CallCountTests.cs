using System.Text.Json.Nodes;
using ChatraFunctions.Erasure;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts;

/// <summary>What an event costs, counted at the storage account's door.</summary>
public sealed class CallCountTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StorageProxy _proxy = null!;
    private ChatStack _direct = null!;
    private ChatStack _stack = null!;

    public async ValueTask InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.Server);
        _direct = await ChatStack.OnAsync(azurite);
        _stack = _direct.Through(_proxy);
        await _stack.Get<Tombstones>().RefreshAsync(TestContext.Current.CancellationToken); // By TombstoneWatch, and not for an event.
        _proxy.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _direct.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Webhook_costs_one_storage_write()
    {
        (await _stack.SendAsync(Payloads.Read("chatTranscript.json"))).IsRefused.ShouldBeFalse();

        _proxy.Calls.ShouldHaveSingleItem().Service.ShouldBe(StorageService.Queue);
    }

    [Fact]
    public async Task Long_webhook_costs_two_storage_writes()
    {
        (await _stack.SendAsync(SampleEvents.Transcript(1_000).ToJsonString())).IsRefused.ShouldBeFalse();

        _proxy.Calls.Select(call => call.Service).ShouldBe([StorageService.Blob, StorageService.Queue]);
    }

    [Theory]
    [InlineData("""{"eventName":"chatFragment"}""")]
    [InlineData("{")]
    public async Task Refused_webhook_costs_nothing(string body)
    {
        (await _stack.SendAsync(body)).IsRefused.ShouldBeTrue();

        _proxy.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task First_event_of_a_chat_costs_a_transaction_and_two_index_rows() =>
        (await CostAsync(Payloads.Read("chatStarted.json"))).ShouldBe(3);

    [Fact]
    public async Task Fragment_of_a_known_chat_costs_a_query_and_a_transaction()
    {
        await _direct.StoreAsync(SampleEvents.Started(SampleEvents.Message("a", SampleEvents.Noon)).ToJsonString());

        (await CostAsync(SampleEvents.Fragment(SampleEvents.Message("b", SampleEvents.Noon + 1)).ToJsonString())).ShouldBe(2);
    }

    [Fact]
    public async Task Transcript_of_1000_messages_costs_14_calls_with_its_claim_check()
    {
        (await CostAsync(SampleEvents.Transcript(1_000).ToJsonString())).ShouldBe(14);

        (await _direct.ReadAsync(SampleEvents.ChatId))!.Messages.Count.ShouldBe(1_000);
    }

    /// <summary>11 transactions of rows, the days of its start and its end, its client.</summary>
    [Fact]
    public async Task Transcript_of_1000_messages_over_two_days_costs_14_table_calls()
    {
        await CostAsync(OverTwoDays().ToJsonString());

        TableCalls().ShouldBe(14);
    }

    /// <summary>One to learn that the chat is there, one to see it, 11 transactions of rows, the day of its end.</summary>
    [Fact]
    public async Task Transcript_of_1000_messages_of_a_known_chat_costs_14_table_calls()
    {
        await _direct.StoreAsync(SampleEvents.Started(SampleEvents.Message("message-00000", SampleEvents.Noon)).ToJsonString());

        await CostAsync(OverTwoDays().ToJsonString());

        TableCalls().ShouldBe(14);
        (await _direct.ReadAsync(SampleEvents.ChatId))!.Messages.Count.ShouldBe(1_000);
    }

    /// <summary>Nor does it cost a call to learn that the chat is there where the same instance has stored it.</summary>
    [Fact]
    public async Task Transcript_of_1000_messages_of_a_chat_seen_before_costs_14_calls_with_its_claim_check()
    {
        await CostAsync(SampleEvents.Started(SampleEvents.Message("message-00000", SampleEvents.Noon)).ToJsonString());

        (await CostAsync(OverTwoDays().ToJsonString())).ShouldBe(14);

        (await _direct.ReadAsync(SampleEvents.ChatId))!.Messages.Count.ShouldBe(1_000);
    }

    /// <summary>The rows that are there, which the transcript says again, are a second page to read.</summary>
    [Fact]
    public async Task Transcript_of_1000_messages_that_fragments_brought_before_costs_15_table_calls()
    {
        var fragment = OverTwoDays();
        fragment["eventName"] = "chatFragment";
        await _direct.StoreAsync(fragment.ToJsonString());

        await CostAsync(OverTwoDays().ToJsonString());

        TableCalls().ShouldBe(15);
    }

    /// <summary>The place in the index changes: put under the new start and taken away from the old one in one call, for the day and for the client.</summary>
    [Fact]
    public async Task Transcript_of_1000_messages_that_knows_an_earlier_start_costs_15_table_calls()
    {
        await _direct.StoreAsync(SampleEvents.Started(SampleEvents.Message("late", SampleEvents.Noon + 500)).ToJsonString());

        await CostAsync(SampleEvents.Transcript(1_000).ToJsonString());

        TableCalls().ShouldBe(15);
    }

    [Fact]
    public async Task Repeated_event_costs_less_than_the_first_time_and_writes_no_chat_row()
    {
        var transcript = SampleEvents.Transcript(1_000).ToJsonString();
        var first = await CostAsync(transcript);

        (await CostAsync(transcript)).ShouldBeLessThan(first / 2);
    }

    private static JsonObject OverTwoDays()
    {
        var transcript = SampleEvents.Transcript(1_000);
        transcript["client"]!["latestVisit"] = new JsonObject { ["finishedAt"] = SampleEvents.Noon + TimeSpan.MillisecondsPerDay };
        return transcript;
    }

    private int TableCalls() => _proxy.Calls.Count(call => call.Service is StorageService.Table);

    private async Task<int> CostAsync(string json)
    {
        var message = (await _direct.AcceptAsync(json)).Single();
        _proxy.Clear();
        await _stack.StoreAsync(message);
        return _proxy.Calls.Count;
    }
}
