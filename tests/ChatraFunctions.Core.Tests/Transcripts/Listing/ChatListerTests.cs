using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Transcripts.Listing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts.Listing;

/// <summary>Lists: what is in them, in which order, and what they cost.</summary>
public sealed class ChatListerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 1, 2);

    private StorageProxy _proxy = null!;
    private ChatStack _direct = null!;
    private ChatStack _stack = null!;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.Server);
        _direct = await ChatStack.OnAsync(azurite);
        _stack = _direct.Through(_proxy);
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _direct.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task First_page_of_a_day_of_10000_chats_costs_one_call_and_all_pages_show_each_chat_once()
    {
        var rows = Enumerable.Range(0, 10_000).Select(number => IndexEntry.OfStart($"chat-{number}", new IndexPlace(SampleEvents.Noon + number, "client")).First().ToRow());
        foreach (var chunk in rows.Chunk(100))
            await _direct.Account.Table(TableNames.ChatIndex).SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Ending);

        var page = await ListAsync("?day=2026-01-01");

        _proxy.Calls.Count.ShouldBe(1);
        page.Chats.Select(chat => chat.ChatId).ShouldBe(Enumerable.Range(0, 100).Select(number => $"chat-{9_999 - number}"));
        (await AllAsync("?day=2026-01-01&limit=1000")).Select(chat => chat.ChatId).ShouldBe(Enumerable.Range(0, 10_000).Select(number => $"chat-{9_999 - number}"));
    }

    [Fact]
    public async Task Day_shows_starts_and_ends_newest_first_with_what_their_transcripts_said()
    {
        await _direct.StoreAsync(Payloads.Read("chatStarted.json"), Payloads.Read("chatTranscript.json"));

        var page = await ListAsync("?day=2015-09-14");

        _proxy.Calls.Count.ShouldBe(1);
        page.Continuation.ShouldBeNull();
        page.Chats.Select(chat => chat.Event).ShouldBe(["finished", "started"]);
        var end = page.Chats[0];
        (end.ChatId, end.HostName, end.MessageCount, end.OfflineMessagesCount, end.At).ShouldBe(
            ("aC4krWMZWLYzz9sKZ", "getwear.com", 6, 1, DateTimeOffset.FromUnixTimeMilliseconds(1442233410389)));
        end.ClientId.ShouldBe("vfg1y4h4ioapl1cx0trw1mujk6den021zs9b2q8");
        end.Agents.ShouldBe([new ListedAgent("d9nKoegKSjmCtyK78", "Liz"), new ListedAgent("bnRzp4CioKudG4aHm", "Julia")]);
    }

    [Theory]
    [InlineData("missed=true", "a b")]
    [InlineData("agentId=liz", "c a")]
    [InlineData("agentId=julia", "c")]
    [InlineData("hostName=one.example", "b a")]
    [InlineData("hostName=ONE.example", "b a")]
    [InlineData("agentId=liz&missed=true", "a")]
    [InlineData("agentId=liz&hostName=one.example", "a")]
    [InlineData("agentId=liz&hostName=ONE.example", "a")]
    [InlineData("missed=true&hostName=one.example&agentId=liz", "a")]
    [InlineData("agentId=nobody", "")]
    [InlineData("agentId=li", "")]
    public async Task Agent_host_and_missed_narrow_a_range_down_at_a_call_a_day(string filter, string expected)
    {
        await StoreAsync("a", SampleEvents.Noon, "one.example", missed: 2, "liz");
        await StoreAsync("b", SampleEvents.Noon - 1000, "one.example", missed: 1);
        await StoreAsync("c", SampleEvents.Noon + TimeSpan.MillisecondsPerDay, "two.example", missed: 0, "liz", "julia");

        var page = await ListAsync($"?from=2025-12-31&to=2026-01-02&{filter}");

        _proxy.Calls.Count.ShouldBe(3);
        page.Chats.Select(chat => chat.ChatId).Order().ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order());
        page.Chats.Select(chat => chat.At).ShouldBeInOrder(SortDirection.Descending);
        (await AllAsync($"?from=2025-12-31&to=2026-01-02&limit=1&{filter}")).Select(chat => chat.ChatId).ShouldBe(page.Chats.Select(chat => chat.ChatId));
    }

    [Fact]
    public async Task Chats_of_a_client_cost_one_call()
    {
        await StoreAsync("a", SampleEvents.Noon, "one.example", missed: 0);
        await StoreAsync("b", SampleEvents.Noon + TimeSpan.MillisecondsPerDay, "one.example", missed: 0);

        var page = await ListAsync("?clientId=client-1");

        _proxy.Calls.Count.ShouldBe(1);
        page.Chats.Select(chat => chat.ChatId).ShouldBe(["b", "a"]);
        (await AllAsync("?clientId=client-1&limit=1")).Select(chat => chat.ChatId).ShouldBe(["b", "a"]);
        (await ListAsync("?clientId=client-")).Chats.ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_looks_at_31_days_at_most_and_the_next_one_goes_on()
    {
        await StoreAsync("a", SampleEvents.Noon, "one.example", missed: 0);

        var page = await ListAsync("?from=2025-12-01&to=2026-03-31");

        _proxy.Calls.Count.ShouldBe(31);
        page.Chats.ShouldBeEmpty();
        page.Continuation.ShouldNotBeNull();
        (await AllAsync("?from=2025-12-01&to=2026-03-31")).Select(chat => chat.ChatId).Distinct().ShouldBe(["a"]);
    }

    [Fact]
    public async Task Made_up_continuation_reaches_no_other_partition_and_no_other_range()
    {
        await StoreAsync("a", SampleEvents.Noon, "one.example", missed: 1, "liz");
        await StoreAsync("other", SampleEvents.Noon + TimeSpan.MillisecondsPerDay, "two.example", missed: 1, "julia");
        string[] keys = ["", "0", " ", "a-", "m-", "~", "' or PartitionKey ge '", "' or RowKey ge '0", "9"];

        foreach (var key in keys)
        {
            foreach (var part in new[] { "20260101", "20260102", "client", "day:20260102", "' or '1' eq '1" })
            {
                var token = new Position(part, key).ToToken();
                foreach (var query in new[] { "?day=2026-01-01&missed=true", "?day=2026-01-01", "?day=2026-01-01&agentId=liz" })
                {
                    var read = Read($"{query}&continuation={token}");
                    if (part != "20260101")
                        read.Refusal.ShouldNotBeNull().Faults.Single().Pointer.ShouldBe("?continuation");
                    else if (await _stack.Get<ChatLister>().ListAsync(read.Value.ShouldNotBeNull(), Ending) is { Chats: var chats })
                        chats.ShouldAllBe(chat => chat.ChatId == "a");
                }
            }
        }
    }

    [Theory]
    [InlineData("", "?day")]
    [InlineData("?day=2026-1-1", "?day")]
    [InlineData("?day=2026-02-30", "?day")]
    [InlineData("?day=2026-01-01&from=2026-01-01", "?day")]
    [InlineData("?day=2026-01-01&clientId=c", "?day")]
    [InlineData("?to=2026-01-01", "?from")]
    [InlineData("?from=2026-01-02&to=2026-01-01", "?to")]
    [InlineData("?clientId=c&missed=true", "?clientId")]
    [InlineData("?missed=true", "?day")]
    [InlineData("?day=2026-01-01&missed=perhaps", "?missed")]
    [InlineData("?day=2026-01-01&limit=0", "?limit")]
    [InlineData("?day=2026-01-01&limit=1001", "?limit")]
    [InlineData("?day=2026-01-01&continuation=***", "?continuation")]
    [InlineData("?q=x&from=2026-01-01&to=2026-02-01", "?from")]
    [InlineData("?q=x&clientId=c", "?q")]
    public void Query_that_asks_for_everything_or_for_nothing_sensible_is_refused(string query, string parameter) =>
        Read(query).Refusal.ShouldNotBeNull().Faults.ShouldContain(fault => fault.Pointer == parameter);

    private static Outcome<ChatQuery> Read(string query) => ChatQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(query)), Today);

    private async Task<ChatPage> ListAsync(string query)
    {
        _proxy.Clear();
        return await _stack.Get<ChatLister>().ListAsync(Read(query).Value.ShouldNotBeNull(), Ending);
    }

    private async Task<List<ListedChat>> AllAsync(string query)
    {
        var chats = new List<ListedChat>();
        var page = await ListAsync(query);
        for (chats.AddRange(page.Chats); page.Continuation is not null; chats.AddRange(page.Chats))
            page = await ListAsync($"{query}&continuation={page.Continuation}");

        return chats;
    }

    /// <summary>Five days earlier it began, so that a list has its end only.</summary>
    private Task StoreAsync(string chatId, long finishedAt, string hostName, int missed, params string[] agents)
    {
        var transcript = SampleEvents.Transcript(SampleEvents.Message("m", finishedAt - (5 * TimeSpan.MillisecondsPerDay)));
        transcript["client"] = SampleEvents.Client(chatId);
        transcript["client"]!["latestVisit"] = new JsonObject { ["finishedAt"] = finishedAt };
        transcript["hostName"] = hostName;
        transcript["offlineMessagesCount"] = missed;
        transcript["agents"] = new JsonArray([.. agents.Select(agent => new JsonObject { ["id"] = agent })]);
        return _direct.StoreAsync(transcript.ToJsonString());
    }
}
