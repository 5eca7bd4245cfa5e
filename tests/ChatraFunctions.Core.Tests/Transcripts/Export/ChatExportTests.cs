using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts.Export;
using Microsoft.AspNetCore.Http;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts.Export;

/// <summary>The chats of a range of days as one stream.</summary>
public sealed class ChatExportTests(AzuriteFixture azurite)
{
    private const long Day = TimeSpan.MillisecondsPerDay;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_chat_is_written_whole_and_once_under_its_first_day_of_the_range()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await StoreAsync(stack, "both", SampleEvents.Noon, SampleEvents.Noon + 1, SampleEvents.Noon + Day, SampleEvents.Noon + (2 * Day));
        await StoreAsync(stack, "second", SampleEvents.Noon + Day, SampleEvents.Noon + Day + 1);
        await StoreAsync(stack, "old", SampleEvents.Noon - (9 * Day), SampleEvents.Noon + Day, SampleEvents.Noon + (2 * Day));
        await StoreAsync(stack, "later", SampleEvents.Noon + (9 * Day), SampleEvents.Noon + (9 * Day));

        var chats = Lines(await ExportAsync(stack, "?from=2026-01-01&to=2026-01-03&format=ndjson"));

        chats.Select(chat => $"{chat["day"]} {chat["chatId"]}").Order().ShouldBe(["2026-01-01 both", "2026-01-02 old", "2026-01-02 second"]);
        var both = chats.Single(chat => chat["chatId"]!.GetValue<string>() == "both");
        both["sessions"]!.AsArray().Count.ShouldBe(3);
        both.Remove("day");
        both.ToJsonString().ShouldBe(JsonNode.Parse(await stack.ReadJsonAsync("both"))!.ToJsonString());
    }

    [Fact]
    public async Task Chat_is_one_line_also_where_its_sender_wrote_many()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        var transcript = Payloads.Read("chatTranscript.json");
        transcript.ShouldContain('\n');
        await stack.StoreAsync(transcript);

        var chat = Lines(await ExportAsync(stack, "?day=2015-09-14&format=ndjson")).ShouldHaveSingleItem();

        JsonNode.DeepEquals(chat["client"], JsonNode.Parse(transcript)!["client"]).ShouldBeTrue();
        JsonNode.DeepEquals(chat["messages"]![4]!["file"], JsonNode.Parse(transcript)!["messages"]![4]!["file"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Export_that_goes_on_with_a_day_writes_the_rest_and_nothing_of_the_days_before()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await StoreAsync(stack, "both", SampleEvents.Noon, SampleEvents.Noon + Day);
        await StoreAsync(stack, "second", SampleEvents.Noon + Day, SampleEvents.Noon + Day);

        Lines(await ExportAsync(stack, "?from=2026-01-01&to=2026-01-03&resume=2026-01-02")).Select(chat => chat["chatId"]!.GetValue<string>()).ShouldBe(["second"]);
    }

    [Fact]
    public async Task Table_and_Markdown_name_the_day()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await StoreAsync(stack, "a", SampleEvents.Noon, SampleEvents.Noon);

        (await ExportAsync(stack, "?day=2026-01-01&format=csv")).Split("\r\n")[1].ShouldBe("a,m,2026-01-01T12:00:00.000Z,client,,,Hello,,,,,,2026-01-01");
        (await ExportAsync(stack, "?day=2026-01-01&format=markdown")).ShouldStartWith("# 2026-01-01\n\n## client-1\n\n- Chat: a\n");
        (await ExportAsync(stack, "?day=2026-01-02&format=csv")).Split("\r\n").Length.ShouldBe(2);
        (await ExportAsync(stack, "?day=2026-01-02&format=ndjson")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Long_texts_and_messages_of_one_instant_come_whole()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        string[] texts = [SampleEvents.LongText(300_000), SampleEvents.LongText(600_000), "short"];
        var transcript = SampleEvents.Transcript(
            SampleEvents.Message("a", SampleEvents.Noon, texts[0]), SampleEvents.Message("a b", SampleEvents.Noon, texts[1]), SampleEvents.Message("a-", SampleEvents.Noon, texts[2]));
        await stack.StoreAsync(transcript.ToJsonString());

        var chat = Lines(await ExportAsync(stack, "?day=2026-01-01")).ShouldHaveSingleItem();

        chat["messages"]!.AsArray().Select(message => message!["text"]!.GetValue<string>()).ShouldBe(texts, ignoreOrder: true);
    }

    /// <summary>Of one chat, which is the hardest case, and over 300 MB of rows together. What is held is what is left after a collection.</summary>
    [Fact]
    public async Task Export_of_100000_messages_holds_a_page_of_them()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await StoreAsync(stack, "long", SampleEvents.Noon, SampleEvents.Noon);
        var rows = Enumerable.Range(1, 100_000).Select(number => Row(number));
        await Parallel.ForEachAsync(rows.Chunk(100), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Ending }, async (chunk, stopping) =>
            await stack.Account.Table(TableNames.Transcripts).SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), stopping));

        var output = new CountingStream();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await WriteAsync(stack, "?day=2026-01-01&format=csv", output, () => output.Peak = Math.Max(output.Peak, GC.GetTotalMemory(forceFullCollection: true)));

        output.Lines.ShouldBe(100_002);
        (output.Peak - before).ShouldBeLessThan(100_000_000); // Of other tests, too.
    }

    [Theory]
    [InlineData("", "?from")]
    [InlineData("?from=x", "?from")]
    [InlineData("?day=2026-01-01&resume=2026-01-02", "?resume")]
    [InlineData("?day=2026-01-01&format=html", "?format")]
    public void Export_that_makes_no_sense_is_refused(string query, string parameter) =>
        ExportQuery.Read(Request(query), new DateOnly(2026, 1, 2)).Refusal.ShouldNotBeNull().Faults.Single().Pointer.ShouldBe(parameter);

    private static TableEntity Row(int number) => new("long", string.Create(CultureInfo.InvariantCulture, $"m-{SampleEvents.Noon + number:D15}-m{number}"))
    {
        ["MessageId"] = $"m{number}",
        ["Type"] = "client",
        ["CreatedAt"] = DateTimeOffset.FromUnixTimeMilliseconds(SampleEvents.Noon + number),
        ["Text"] = new string('x', 1000),
    };

    private static Task StoreAsync(ChatStack stack, string chatId, long startedAt, params long[] ends)
    {
        return stack.StoreAsync(ends.Select(end =>
        {
            var transcript = SampleEvents.Transcript(SampleEvents.Message("m", startedAt));
            transcript["client"] = SampleEvents.Client(chatId);
            transcript["client"]!["latestVisit"] = new JsonObject { ["finishedAt"] = end };
            return transcript.ToJsonString();
        }));
    }

    private static List<JsonObject> Lines(string ndjson) => [.. ndjson.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    private static HttpRequest Request(string query) => new DefaultHttpContext { Request = { QueryString = new QueryString(query) } }.Request;

    private static async Task<string> ExportAsync(ChatStack stack, string query)
    {
        var stream = new MemoryStream();
        await WriteAsync(stack, query, stream, () => { });
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async Task WriteAsync(ChatStack stack, string query, Stream stream, Action look)
    {
        var output = PipeWriter.Create(stream);
        var export = stack.Get<ChatExport>().WriteAsync(ExportQuery.Read(Request(query), new DateOnly(2026, 1, 2)).Value.ShouldNotBeNull(), output, Ending);
        while (!export.IsCompleted)
        {
            look();
            await Task.WhenAny(export, Task.Delay(200, Ending));
        }

        await export;
        await output.CompleteAsync();
    }

    /// <summary>Keeps nothing but a count of lines.</summary>
    private sealed class CountingStream : MemoryStream
    {
        public int Lines { get; private set; }

        public long Peak { get; set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Lines += buffer.Span.Count((byte)'\n');
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
