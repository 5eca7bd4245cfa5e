using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts;

/// <summary>The three events of Chatra's documentation, property by property.</summary>
public sealed class DocumentedEventsTests(AzuriteFixture azurite)
{
    private const string ChatId = "aC4krWMZWLYzz9sKZ";

    private static readonly string Started = Payloads.Read("chatStarted.json");
    private static readonly string Fragment = Payloads.Read("chatFragment.json");
    private static readonly string Transcript = Payloads.Read("chatTranscript.json");

    [Fact]
    public async Task Chat_row_has_every_column_of_the_contract()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await stack.StoreAsync(Started, Fragment, Transcript);

        var chat = (await stack.RowsAsync(TableNames.Transcripts)).Single(row => row.RowKey == "chat");

        chat.PartitionKey.ShouldBe(ChatId);
        chat["ChatId"].ShouldBe(ChatId);
        chat["ClientId"].ShouldBe("vfg1y4h4ioapl1cx0trw1mujk6den021zs9b2q8");
        chat["DisplayedName"].ShouldBe("Jane");
        chat["GroupId"].ShouldBe("z2o3F8GDkNpKD4BYt");
        chat["HostName"].ShouldBe("getwear.com");
        chat["ChatLanguage"].ShouldBe("en");
        chat["Country"].ShouldBe("Ireland");
        chat["City"].ShouldBe("Dublin");
        chat["StartedAt"].ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1442220379561));
        chat["MarketingConsent"].ShouldBe(true);
        chat["TermsOfServiceConsent"].ShouldBe(true);
        JsonNode.DeepEquals(JsonNode.Parse(chat.GetString("Client")), JsonNode.Parse(Transcript)!["client"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Message_rows_have_every_column_of_the_contract_and_no_other()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await stack.StoreAsync(Transcript);

        var rows = (await stack.RowsAsync(TableNames.Transcripts)).Where(row => row.RowKey.StartsWith('m')).ToDictionary(row => row.RowKey);

        rows.Count.ShouldBe(6);
        ColumnsOf(rows["m-001442220379561-AXCR3k9bpSY7bpuh7"]).ShouldBe(new Dictionary<string, object>
        {
            ["MessageId"] = "AXCR3k9bpSY7bpuh7",
            ["Type"] = "agent",
            ["Text"] = "Your order has shipped! Here’s your tracking number: 9114 5847 4668 7775 9233 54",
            ["CreatedAt"] = DateTimeOffset.FromUnixTimeMilliseconds(1442220379561),
            ["AgentId"] = "d9nKoegKSjmCtyK78",
            ["AgentName"] = "Liz",
            ["IsPushed"] = true,
        }, ignoreOrder: true);
        rows["m-001442224934355-DftGtKqyJpBXtC42J"]["IsTrigger"].ShouldBe(true);
        rows["m-001442233372326-6QZDugATac9FXZSkp"]["IsMissed"].ShouldBe(true);
        rows["m-001442233372326-6QZDugATac9FXZSkp"].ContainsKey("AgentId").ShouldBeFalse();
        var file = JsonNode.Parse(rows["m-001442233366078-5MzkBA9ERXJNk4JuH"].GetString("File"));
        JsonNode.DeepEquals(file, JsonNode.Parse(Transcript)!["messages"]![4]!["file"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Session_row_has_every_column_of_the_contract()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await stack.StoreAsync(Transcript);

        var session = (await stack.RowsAsync(TableNames.Transcripts)).Single(row => row.RowKey.StartsWith('s'));

        session.RowKey.ShouldMatch("^s-001442233410389-[0-9a-f]{32}$");
        session["FinishedAt"].ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1442233410389));
        session["MessageCount"].ShouldBe(6);
        session["OfflineMessagesCount"].ShouldBe(1);
        session["HostName"].ShouldBe("getwear.com");
        session["StartedPageLink"].ShouldBe("http://getwear.com/women/151254/");
        session["StartedPageTitle"].ShouldBe("Washed skinny jeans for women");
        JsonNode.DeepEquals(JsonNode.Parse(session.GetString("Agents")), JsonNode.Parse(Transcript)!["agents"]).ShouldBeTrue();
        JsonNode.DeepEquals(JsonNode.Parse(session.GetString("ViewedPages")), JsonNode.Parse(Transcript)!["client"]!["latestVisit"]!["viewedPages"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Chat_is_found_under_the_days_of_its_start_and_end_and_under_its_client()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await stack.StoreAsync(Started, Fragment, Transcript);

        var index = await stack.RowsAsync(TableNames.ChatIndex);

        index.ShouldAllBe(row => (string)row["ChatId"] == ChatId);
        var eventId = (await stack.RowsAsync(TableNames.Transcripts)).Single(row => row.RowKey.StartsWith('s')).RowKey[18..];
        var end = $"{999_999_999_999_999 - 1442233410389:D15}-end-{eventId}";
        index.Select(row => $"{row.PartitionKey} {row.RowKey}").ShouldBe(
        [
            $"client:vfg1y4h4ioapl1cx0trw1mujk6den021zs9b2q8 {999_999_999_999_999 - 1442220379561:D15}-start-{ChatId}",
            $"day:20150914 {end}",
            $"day:20150914 {999_999_999_999_999 - 1442220379561:D15}-start-{ChatId}",
            .. new[] { IndexKeys.Agent("d9nKoegKSjmCtyK78"), IndexKeys.Agent("bnRzp4CioKudG4aHm"), IndexKeys.Host("getwear.com"), IndexKeys.Missed }
                .Order(StringComparer.Ordinal).Select(facet => $"day:20150914 {facet}{end}"),
        ]);
    }

    [Fact]
    public async Task Chat_reads_back_as_Chatra_sent_it()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await stack.StoreAsync(Started, Fragment, Transcript);
        var sent = JsonNode.Parse(Transcript)!;

        var chat = JsonNode.Parse(await stack.ReadJsonAsync(ChatId))!;

        chat["chatId"]!.GetValue<string>().ShouldBe(ChatId);
        JsonNode.DeepEquals(chat["client"], sent["client"]).ShouldBeTrue();
        var messages = sent["messages"]!.AsArray().Append(JsonNode.Parse(Started)!["message"]).OrderBy(message => message!["createdAt"]!.GetValue<long>())
            .ThenBy(message => message!["id"]!.GetValue<string>(), StringComparer.Ordinal);
        chat["messages"]!.AsArray().Select(message => Canonical(message)).ShouldBe(messages.Select(message => Canonical(message)));
        var session = chat["sessions"]!.AsArray().ShouldHaveSingleItem()!;
        session["finishedAt"]!.GetValue<long>().ShouldBe(1442233410389);
        session["messageCount"]!.GetValue<int>().ShouldBe(6);
        session["offlineMessagesCount"]!.GetValue<int>().ShouldBe(1);
        JsonNode.DeepEquals(session["chatStartedPage"], sent["chatStartedPage"]).ShouldBeTrue();
        JsonNode.DeepEquals(session["agents"], sent["agents"]).ShouldBeTrue();
        JsonNode.DeepEquals(chat["agent"], JsonNode.Parse(Started)!["agent"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Unknown_chat_is_null()
    {
        await using var stack = await ChatStack.OnAsync(azurite);

        (await stack.ReadAsync("nobody")).ShouldBeNull();
        (await stack.ReadAsync(new string('x', 2_000))).ShouldBeNull();
    }

    private static Dictionary<string, object> ColumnsOf(TableEntity row) => row
        .Where(column => column.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag" or "Version"))
        .ToDictionary(column => column.Key, column => column.Value);

    private static string Canonical(JsonNode? json) =>
        string.Join('\n', json!.AsObject().OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => $"{property.Key}={JsonSerializer.Serialize(property.Value)}"));
}
