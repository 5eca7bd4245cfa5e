using System.Text.Json.Nodes;
using ChatraFunctions.Storage;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts;

/// <summary>What is unknown, wrong, or in an unusual place is kept, and read back where it was.</summary>
public sealed class KeptAsItCameTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Text_in_message_is_the_text()
    {
        var message = SampleEvents.Message("a", SampleEvents.Noon);
        message.Remove("text");
        message["message"] = "Hi";

        var (stored, row) = await StoreAsync(message);

        row.GetString("Text").ShouldBe("Hi");
        row.ContainsKey("Extra").ShouldBeFalse();
        stored["text"]!.GetValue<string>().ShouldBe("Hi");
        stored.ContainsKey("message").ShouldBeFalse();
    }

    [Fact]
    public async Task Message_beside_a_text_is_kept_as_an_unknown_property()
    {
        var message = SampleEvents.Message("a", SampleEvents.Noon);
        message["message"] = "Another";

        var (stored, row) = await StoreAsync(message);

        row.GetString("Text").ShouldBe("Hello");
        JsonNode.DeepEquals(stored, message).ShouldBeTrue();
    }

    [Fact]
    public async Task File_without_a_text_is_a_message()
    {
        var message = SampleEvents.Message("a", SampleEvents.Noon, text: null);
        message.Remove("text");
        message["file"] = new JsonObject { ["url"] = "https://example.com/f", ["size"] = 5 };

        var (stored, row) = await StoreAsync(message);

        row.ContainsKey("Text").ShouldBeFalse();
        JsonNode.DeepEquals(stored, message).ShouldBeTrue();
    }

    [Fact]
    public async Task Every_documented_message_property_has_its_column()
    {
        var message = SampleEvents.Message("a", SampleEvents.Noon);
        message["isMissedByClient"] = true;
        message["receivedFrom"] = "helpdesk";

        var (stored, row) = await StoreAsync(message);

        row.GetBoolean("IsMissedByClient").ShouldBe(true);
        row.GetString("ReceivedFrom").ShouldBe("helpdesk");
        row.ContainsKey("Extra").ShouldBeFalse();
        JsonNode.DeepEquals(stored, message).ShouldBeTrue();
    }

    [Fact]
    public async Task Unknown_null_and_wrong_properties_of_a_message_are_read_back_as_they_came()
    {
        var message = SampleEvents.Message("a", SampleEvents.Noon);
        message["mood"] = JsonNode.Parse("""{"score":1.50,"tags":["é",null]}""");
        message["agentId"] = 7;
        message["agentName"] = null;
        message["isPushed"] = "yes";
        message["file"] = "none";

        var (stored, row) = await StoreAsync(message);

        row.ContainsKey("AgentId").ShouldBeFalse();
        row.ContainsKey("IsPushed").ShouldBeFalse();
        JsonNode.DeepEquals(stored, message).ShouldBeTrue();
        stored["mood"]!["score"]!.ToJsonString().ShouldBe("1.50");
    }

    [Fact]
    public async Task False_flag_is_absent()
    {
        var message = SampleEvents.Message("a", SampleEvents.Noon);
        message["isPushed"] = false;

        var (stored, row) = await StoreAsync(message);

        row.ContainsKey("IsPushed").ShouldBeFalse();
        row.ContainsKey("Extra").ShouldBeFalse();
        stored.ContainsKey("isPushed").ShouldBeFalse();
    }

    [Fact]
    public async Task Unknown_properties_of_a_transcript_stand_with_its_session()
    {
        var transcript = SampleEvents.Transcript(SampleEvents.Message("a", SampleEvents.Noon));
        transcript["rating"] = 5;
        transcript["offlineMessagesCount"] = "none";
        transcript["hostName"] = null;
        transcript["chatStartedPage"] = JsonNode.Parse("""{"link":"http://x","title":"X","referrer":"y"}""");

        var chat = await ReadBackAsync(transcript);

        var session = chat["sessions"]!.AsArray().ShouldHaveSingleItem()!;
        session["rating"]!.GetValue<int>().ShouldBe(5);
        session["offlineMessagesCount"]!.GetValue<string>().ShouldBe("none");
        session.AsObject().ContainsKey("hostName").ShouldBeTrue();
        JsonNode.DeepEquals(session["chatStartedPage"], transcript["chatStartedPage"]).ShouldBeTrue();
        chat.AsObject().ContainsKey("rating").ShouldBeFalse();
    }

    [Fact]
    public async Task Unknown_properties_of_other_events_stand_with_the_chat_each_from_the_event_that_knows_better()
    {
        var first = SampleEvents.Fragment(SampleEvents.Message("a", SampleEvents.Noon));
        var second = SampleEvents.Fragment(SampleEvents.Message("b", SampleEvents.Noon + 1));
        first["campaign"] = "spring";
        first["rating"] = 4;
        second["rating"] = 5;

        var chat = await ReadBackAsync(second, first);

        chat["campaign"]!.GetValue<string>().ShouldBe("spring");
        chat["rating"]!.GetValue<int>().ShouldBe(5);
    }

    [Fact]
    public async Task Unknown_property_never_hides_one_of_ours()
    {
        var fragment = SampleEvents.Fragment(SampleEvents.Message("a", SampleEvents.Noon));
        fragment["sessions"] = "mine";
        fragment["chatId"] = "mine";

        var chat = await ReadBackAsync(fragment);

        chat["sessions"]!.AsArray().ShouldBeEmpty();
        chat["chatId"]!.GetValue<string>().ShouldBe(SampleEvents.ChatId);
    }

    [Fact]
    public async Task Any_ids_are_kept_and_found()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        string[] ids = ["a/b", @"a\b", "a#b", "a?b", "a!b", "a%2Fb", "a'b", "a\tb\u0000\u0085", " ", ".", "..", "שלום 🙂", "a+b c", new string('x', 460)];
        foreach (var id in ids)
        {
            var fragment = SampleEvents.Fragment(SampleEvents.Message(id, SampleEvents.Noon));
            fragment["client"] = SampleEvents.Client(id);
            fragment["client"]!["id"] = id;
            await stack.StoreAsync(fragment.ToJsonString());
        }

        foreach (var id in ids)
        {
            var chat = (await stack.ReadAsync(id)).ShouldNotBeNull(id);
            chat.ChatId.ShouldBe(id);
            chat.Messages.ShouldHaveSingleItem().Id.ShouldBe(id);
        }

        (await stack.RowsAsync(TableNames.ChatIndex)).Select(row => row.GetString("ChatId")).Distinct().ShouldBe(ids, ignoreOrder: true);
    }

    private async Task<(JsonObject Stored, Azure.Data.Tables.TableEntity Row)> StoreAsync(JsonObject message)
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await stack.StoreAsync(SampleEvents.Fragment(message.DeepClone().AsObject()).ToJsonString());
        var chat = JsonNode.Parse(await stack.ReadJsonAsync(SampleEvents.ChatId))!;
        var row = (await stack.RowsAsync(TableNames.Transcripts)).Single(row => row.RowKey.StartsWith('m'));
        return (chat["messages"]!.AsArray().ShouldHaveSingleItem()!.AsObject(), row);
    }

    private async Task<JsonNode> ReadBackAsync(params JsonObject[] events)
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await stack.StoreAsync(events.Select(chatEvent => chatEvent.ToJsonString()));
        return JsonNode.Parse(await stack.ReadJsonAsync(SampleEvents.ChatId))!;
    }
}
