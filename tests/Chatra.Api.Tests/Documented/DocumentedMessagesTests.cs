using System.Text.Json.Nodes;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests.Documented;

/// <summary>Every example of <c>messages</c> in Chatra's documentation, both ways.</summary>
public sealed class DocumentedMessagesTests
{
    private const string ClientId = "kZMvWhf8npAu3H6qd57w2Hv6nh6rnxvg";
    private const string Text = "Hello! How can I help you?";
    private const string Edited = "Good morning! How can I help you?";
    private const string AgentId = "d9nKoegKSjmCtyK78";
    private const string Email = "[email protected]";
    private const string Helpdesk = "SuperAwesomeHelpdesk";
    private const string MessageId = "eYBEm3gq3zc5ayE2g";

    private static readonly Message Documented = new()
    {
        Id = MessageId,
        Type = "agent",
        Text = Text,
        ClientId = ClientId,
        AgentId = AgentId,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(1482512803740),
        ReceivedFrom = Helpdesk,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Creates => ["messages-post-request", "messages-post-request-receivedFrom", "messages-post-request-email"];

    [Theory]
    [MemberData(nameof(Creates))]
    public async Task Create_sends_the_documented_request_and_reads_the_documented_answer(string example)
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, Payload.Read("messages-post-response"));
        var message = example switch
        {
            "messages-post-request" => NewMessage.FromAgent(ClientId, Text, AgentId),
            "messages-post-request-receivedFrom" => NewMessage.FromAgent(ClientId, Text, AgentId, Helpdesk),
            _ => NewMessage.FromHelpdesk(ClientId, Text, Email, "Liz", Helpdesk),
        };

        (await Client.For(chatra.BaseUrl).Messages.CreateAsync(message, Cancellation)).ShouldBe(Documented);

        var request = chatra.Requests.ShouldHaveSingleItem();
        (request.Method, request.Target).ShouldBe(("POST", "/api/messages/"));
        request.Headers["Content-Type"].ShouldBe("application/json");
        request.Body.ShouldBeJson(Payload.Read(example));
    }

    [Fact]
    public async Task Get_reads_the_documented_answer()
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, Payload.Read("messages-get-response"));

        (await Client.For(chatra.BaseUrl).Messages.GetAsync(MessageId, Cancellation)).ShouldBe(Documented);

        var request = chatra.Requests.ShouldHaveSingleItem();
        (request.Method, request.Target, request.Body).ShouldBe(("GET", $"/api/messages/{MessageId}", ""));
    }

    [Fact]
    public async Task Update_sends_the_documented_request_and_reads_the_documented_answer()
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, Payload.Read("messages-put-response"));

        (await Client.For(chatra.BaseUrl).Messages.UpdateAsync(MessageId, Edited, Cancellation)).ShouldBe(Documented with { Text = Edited });

        var request = chatra.Requests.ShouldHaveSingleItem();
        (request.Method, request.Target).ShouldBe(("PUT", $"/api/messages/{MessageId}"));
        request.Headers["Content-Type"].ShouldBe("application/json");
        request.Body.ShouldBeJson(Payload.Read("messages-put-request"));
    }

    [Fact]
    public async Task Delete_reads_the_documented_answer()
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, Payload.Read("messages-delete-response"));

        (await Client.For(chatra.BaseUrl).Messages.DeleteAsync(MessageId, Cancellation)).ShouldBe(Documented with { Text = Edited });

        var request = chatra.Requests.ShouldHaveSingleItem();
        (request.Method, request.Target, request.Body).ShouldBe(("DELETE", $"/api/messages/{MessageId}", ""));
    }

    [Theory]
    [MemberData(nameof(Creates))]
    public async Task Simulator_answers_the_documented_request_as_documented(string example)
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        using var response = await chatra.PostAsync("messages/", Payload.Read(example));

        var answer = await BodyOfAsync(response);
        var expected = Json.Object(Payload.Read("messages-post-response"));
        if (example == "messages-post-request")
            expected.Remove("receivedFrom"); // It comes back only where it was sent.
        // Names and order; and the values, but for those that only Chatra can choose.
        answer.Select(property => property.Key).ShouldBe(expected.Select(property => property.Key));
        string[] chosen = example.EndsWith("email", StringComparison.Ordinal) ? ["id", "createdAt", "agentId"] : ["id", "createdAt"];
        foreach (var name in chosen)
            expected[name] = answer[name]!.DeepClone();
        answer.ShouldBeJson(expected);
    }

    [Fact]
    public async Task Simulator_edits_with_the_documented_request_and_shows_the_same_message_in_every_answer()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var created = await chatra.PostAsync("messages/", Payload.Read("messages-post-request-receivedFrom"));
        var message = await BodyOfAsync(created);
        var path = $"messages/{message["id"]}";

        using var got = await chatra.Http.GetAsync(path, Cancellation);
        (await BodyOfAsync(got)).ToJsonString().ShouldBe(message.ToJsonString());

        message["text"] = Edited;
        using var updated = await chatra.PutAsync(path, Payload.Read("messages-put-request"));
        (await BodyOfAsync(updated)).ToJsonString().ShouldBe(message.ToJsonString());

        using var deleted = await chatra.Http.DeleteAsync(path, Cancellation);
        (await BodyOfAsync(deleted)).ToJsonString().ShouldBe(message.ToJsonString());
    }

    private static async Task<JsonObject> BodyOfAsync(HttpResponseMessage response)
    {
        ((int)response.StatusCode).ShouldBe(200);
        return Json.Object(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
