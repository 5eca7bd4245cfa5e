using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>POST /messages with <c>"as": "agent"</c>, and what webhooks bring back of it.</summary>
public sealed class AgentMessageTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task Message_of_a_help_desk_is_sent_edited_and_deleted_as_an_agent_s()
    {
        var message = new JsonObject
        {
            ["clientId"] = "desk-visitor",
            ["text"] = "How can I help you?",
            ["key"] = "desk",
            ["as"] = "agent",
            ["agentEmail"] = "liz@example.com",
            ["agentName"] = "Liz",
            ["receivedFrom"] = "Desk",
        };
        (await _api.PostMessageAsync(message)).ShouldBe(HttpStatusCode.Accepted);
        (await _api.PostMessageAsync(message)).ShouldBe(HttpStatusCode.Accepted);
        var sent = (await _api.MessageAsync("desk", "sent")).Json;
        sent["as"]!.GetValue<string>().ShouldBe("agent");

        (await _api.SendAsync("PUT", "messages/desk", """{"text":"Good morning!"}""")).ShouldBe(HttpStatusCode.Accepted);
        await _api.MessageAsync("desk", "edited");
        (await fixture.App.Chatra.MessagesAsync("desk-visitor")).ShouldHaveSingleItem().Text.ShouldBe("Good morning!");
        (await _api.SendAsync("DELETE", "messages/desk")).ShouldBe(HttpStatusCode.Accepted);
        await _api.MessageAsync("desk", "deleted");

        var id = sent["messageId"]!.GetValue<string>();
        (await fixture.App.Chatra.RequestsAsync()).Where(request => request.Path.EndsWith("/messages/", StringComparison.Ordinal) || request.Path.EndsWith(id, StringComparison.Ordinal))
            .Select(request => $"{request.Method} {request.Path}").ShouldBe(["POST /api/messages/", $"PUT /api/messages/{id}", $"DELETE /api/messages/{id}"]);
    }

    [Theory]
    [InlineData("""{"clientId":"a","text":"x","as":"agent"}""", "/agentId")]
    [InlineData("""{"clientId":"a","text":"x","as":"visitor"}""", "/as")]
    [InlineData("""{"clientId":"a","text":"x","as":"agent","agentEmail":"liz@example.com"}""", "/agentName", "/receivedFrom")]
    [InlineData("""{"clientId":"a","text":"x","receivedFrom":"Desk"}""", "/receivedFrom")]
    [InlineData("""{"clientId":"a","text":"x","key":"customers/1"}""", "/key")]
    public async Task Wrong_speaker_is_refused_with_the_pointers(string json, params string[] pointers) =>
        (await _api.PostMessageAsync(json)).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(pointers, ignoreOrder: true);

    [Fact]
    public async Task Stored_message_keeps_where_it_was_received_from()
    {
        var started = Events.Started("received-from");
        started["message"]!["type"] = "agent";
        started["message"]!["receivedFrom"] = "Desk";

        (await _api.PostWebhookAsync(started.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);

        var stored = (await _api.ChatAsync("received-from", messages: 1)).Json["messages"]!.AsArray().ShouldHaveSingleItem()!;
        stored["receivedFrom"]!.GetValue<string>().ShouldBe("Desk");
        (await fixture.App.Storage.RowsAsync("Transcripts", "PartitionKey eq 'received-from' and ReceivedFrom eq 'Desk'")).ShouldHaveSingleItem();
    }
}
