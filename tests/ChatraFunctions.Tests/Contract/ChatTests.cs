using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>GET /chats/{chatId}.</summary>
public sealed class ChatTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task The_documented_events_of_a_chat_read_back_as_Chatra_sent_them()
    {
        var chatId = Events.NewId();
        var (started, transcript) = (Events.Started(chatId), Events.Transcript(chatId));
        foreach (var chatEvent in new[] { started, Events.Fragment(chatId), transcript })
            (await _api.PostWebhookAsync(chatEvent.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);

        var answer = await _api.ChatAsync(chatId, messages: 7, sessions: 1);

        answer.ContentType.ShouldBe("application/json");
        var chat = answer.Json;
        chat["chatId"]!.GetValue<string>().ShouldBe(chatId);
        JsonNode.DeepEquals(chat["client"], transcript["client"]).ShouldBeTrue("the client of the event that knows most");
        var expected = transcript["messages"]!.AsArray().Append(started["message"]).OrderBy(message => message!["createdAt"]!.GetValue<long>()).ToList();
        var messages = chat["messages"]!.AsArray();
        messages.Select(message => message!["createdAt"]!.GetValue<long>()).ShouldBeInOrder();
        foreach (var message in expected)
            messages.ShouldContain(stored => JsonNode.DeepEquals(stored, message), message!.ToJsonString());

        var session = chat["sessions"]![0]!;
        session["finishedAt"]!.GetValue<long>().ShouldBe(1442233410389);
        session["messageCount"]!.GetValue<int>().ShouldBe(6);
        session["offlineMessagesCount"]!.GetValue<int>().ShouldBe(1);
        JsonNode.DeepEquals(session["agents"], transcript["agents"]).ShouldBeTrue();
        JsonNode.DeepEquals(session["chatStartedPage"], transcript["chatStartedPage"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("%")]
    [InlineData("%2F")]
    [InlineData("100%25")]
    [InlineData("#?&=")]
    [InlineData("two words + a plus")]
    [InlineData("back\\slash")]
    [InlineData("...")]
    [InlineData("a/../b")]
    [InlineData("quote's \"and\" more")]
    [InlineData("tab\tand newline\n")]
    [InlineData("😀 שלום é")]
    [InlineData("chats")]
    [InlineData("!002F")]
    public async Task Any_id_is_one_percent_encoded_segment(string id)
    {
        (await _api.PostWebhookAsync(Events.Started(id).ToJsonString())).ShouldBe(HttpStatusCode.Accepted);

        var chat = await _api.ChatAsync(id, messages: 1);

        chat.Json["chatId"]!.GetValue<string>().ShouldBe(id);
    }

    [Fact]
    public async Task The_longest_id_is_stored_and_a_longer_one_is_refused()
    {
        var longest = new string('x', 460);

        (await _api.PostWebhookAsync(Events.Started(longest).ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        (await _api.PostWebhookAsync(Events.Started(longest + "x").ToJsonString()))
            .ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(["/client/chatId"]);
        (await _api.ChatAsync(longest, messages: 1)).Json["chatId"]!.GetValue<string>().ShouldBe(longest);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("%zz")]
    [InlineData("%FF%FE")]
    public async Task A_chat_that_no_event_came_of_is_404(string segment) =>
        (await _api.GetAsync($"chats/{segment}")).ShouldBeProblem(HttpStatusCode.NotFound);

    [Fact]
    public async Task Ids_of_two_chats_that_look_alike_in_a_path_stay_apart()
    {
        string[] ids = ["x/y", "x%2Fy", "x!002Fy", "X/y"];
        foreach (var id in ids)
        {
            var started = Events.Started(id);
            started["message"]!["text"] = $"of {id}";
            await _api.PostWebhookAsync(started.ToJsonString());
        }

        foreach (var id in ids)
            (await _api.ChatAsync(id, messages: 1)).Json["messages"]![0]!["text"]!.GetValue<string>().ShouldBe($"of {id}");
    }

    [Fact]
    public async Task The_documented_file_of_a_message_stays_whole()
    {
        var chatId = Events.NewId();
        await _api.PostWebhookAsync(Events.Transcript(chatId).ToJsonString());

        var chat = await _api.ChatAsync(chatId, messages: 6, sessions: 1);

        var file = JsonNode.Parse(Payloads.Read("chatTranscript.json"))!["messages"]![4]!["file"];
        JsonNode.DeepEquals(chat.Json["messages"]![4]!["file"], file).ShouldBeTrue(chat.Body);
    }
}
