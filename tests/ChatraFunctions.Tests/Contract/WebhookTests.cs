using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>POST /webhooks/chatra.</summary>
public sealed class WebhookTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const int MaxBodyBytes = 1024 * 1024;

    private readonly Api _api = fixture.App.Api;

    [Theory]
    [InlineData("chatStarted")]
    [InlineData("chatFragment")]
    [InlineData("chatTranscript")]
    public async Task A_documented_event_is_accepted_with_its_id_and_name(string eventName)
    {
        var answer = (await _api.PostWebhookAsync(Payloads.Read($"{eventName}.json"))).ShouldBe(HttpStatusCode.Accepted);

        answer.ContentType.ShouldBe("application/json");
        answer.Json.Count.ShouldBe(2);
        answer.Json["id"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        answer.Json["eventName"]!.GetValue<string>().ShouldBe(eventName);
    }

    [Fact]
    public async Task The_same_event_has_the_same_id_and_another_one_another()
    {
        var first = await _api.PostWebhookAsync(Events.Started("same").ToJsonString());
        var again = await _api.PostWebhookAsync(Events.Started("same").ToJsonString());
        var other = await _api.PostWebhookAsync(Events.Started("other").ToJsonString());

        again.Body.ShouldBe(first.Body);
        other.Json["id"]!.GetValue<string>().ShouldNotBe(first.Json["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_offending_place_is_named_by_its_pointer()
    {
        var transcript = Events.Transcript("wrong");
        transcript["client"]!.AsObject().Remove("chatId");
        transcript["client"]!["id"] = 7;
        transcript["messages"]![1]!.AsObject().Remove("createdAt");
        transcript["messages"]![2]!["id"] = null;
        transcript["messages"]![3] = "text";

        var answer = (await _api.PostWebhookAsync(transcript.ToJsonString())).ShouldBeProblem(HttpStatusCode.BadRequest);

        answer.Pointers.ShouldBe(["/client/chatId", "/client/id", "/messages/1/createdAt", "/messages/2/id", "/messages/3"], ignoreOrder: true);
        answer.Json["errors"]!.AsArray().ShouldAllBe(error => error!["reason"]!.GetValue<string>().Length > 0);
    }

    [Fact]
    public async Task A_wrong_optional_field_never_loses_an_event()
    {
        var chatId = Events.NewId();
        var started = Events.Started(chatId);
        started["client"]!["displayedName"] = new JsonArray(1, 2);
        started["client"]!["latestVisit"] = "yesterday";
        started["hostName"] = 5;
        started["message"]!["isTrigger"] = "yes";
        started["message"]!["mood"] = new JsonObject { ["happy"] = true };

        (await _api.PostWebhookAsync(started.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        var chat = (await _api.ChatAsync(chatId, messages: 1)).Json;

        JsonNode.DeepEquals(chat["client"], started["client"]).ShouldBeTrue(chat.ToJsonString());
        JsonNode.DeepEquals(chat["messages"]![0], started["message"]).ShouldBeTrue(chat.ToJsonString());
        chat["hostName"]!.GetValue<int>().ShouldBe(5);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [InlineData(null)]
    public async Task What_is_not_declared_as_JSON_is_415(string? contentType)
    {
        var answer = await _api.SendAsync("POST", "webhooks/chatra", Payloads.Read("chatStarted.json"), contentType);

        answer.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/vnd.chatra+json")]
    public async Task Any_spelling_of_JSON_is_taken(string contentType) =>
        (await _api.SendAsync("POST", "webhooks/chatra", Payloads.Read("chatStarted.json"), contentType)).ShouldBe(HttpStatusCode.Accepted);

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_accepted_and_one_byte_more_is_413()
    {
        var chatId = Events.NewId();

        (await _api.PostWebhookAsync(Padded(chatId, MaxBodyBytes))).ShouldBe(HttpStatusCode.Accepted);
        (await _api.PostWebhookAsync(Padded(chatId, MaxBodyBytes + 1))).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge);
        await _api.ChatAsync(chatId, messages: 1);
    }

    [Fact]
    public async Task An_event_of_an_unknown_name_is_kept_as_it_came_and_counted()
    {
        const string body = """{ "eventName" : "chat/Rated…", "stars": 5.0, "chat":{"id":"x"} }""";
        var before = (await _api.StatusAsync())["unknownEvents"]!.GetValue<int>();

        var answer = (await _api.PostWebhookAsync(body)).ShouldBe(HttpStatusCode.Accepted);
        (await _api.PostWebhookAsync(body)).Body.ShouldBe(answer.Body);

        answer.Json["eventName"]!.GetValue<string>().ShouldBe("chat/Rated…");
        await Eventually.HoldsAsync(async () => (await _api.StatusAsync())["unknownEvents"]!.GetValue<int>() == before + 1, "the event is counted once");
        var blobs = await fixture.App.Storage.BlobsAsync("unknown/");
        var blob = await fixture.App.Storage.Container("chatra-payloads").GetBlobClient(blobs.ShouldHaveSingleItem())
            .DownloadContentAsync(TestContext.Current.CancellationToken);
        blob.Value.Content.ToString().ShouldBe(body);
    }

    [Fact]
    public async Task A_text_under_message_is_a_text()
    {
        var chatId = Events.NewId();
        var started = Events.Started(chatId);
        var message = started["message"]!.AsObject();
        message["message"] = message["text"]!.DeepClone();
        message.Remove("text");

        await _api.PostWebhookAsync(started.ToJsonString());
        var chat = await _api.ChatAsync(chatId, messages: 1);

        chat.Json["messages"]![0]!["text"]!.GetValue<string>().ShouldBe("Hi there! Did you receive your tracking number?");
    }

    /// <summary>A chatStarted of so many bytes: white space is part of a body.</summary>
    private static string Padded(string chatId, int bytes)
    {
        var json = Events.Started(chatId).ToJsonString();
        return json + new string(' ', bytes - System.Text.Encoding.UTF8.GetByteCount(json));
    }
}
