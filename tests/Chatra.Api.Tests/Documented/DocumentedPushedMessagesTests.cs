using System.Text.Json.Nodes;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests.Documented;

/// <summary>Every example of pushedMessages in Chatra's documentation, both ways.</summary>
public sealed class DocumentedPushedMessagesTests
{
    private const string ClientId = "kZMvWhf8npAu3H6qd57w2Hv6nh6rnxvg";
    private const string Text = "Your order has shipped! Here’s your tracking number: 9114 5847 3325 9667 4328 88";
    private const string EditedText = "Your order has shipped! Here’s your tracking number: 9114 5847 4668 7775 9233 54";
    private const string MessageId = "AXCR3k9bpSY7bpuh7";

    private static readonly PushedMessage Documented = new()
    {
        Id = MessageId,
        Type = "agent",
        Text = Text,
        ClientId = ClientId,
        AgentId = "d9nKoegKSjmCtyK78",
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(1470222622433),
        IsPushed = true,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("pushedMessages-post-request", null, null)]
    [InlineData("pushedMessages-post-request-group", null, "PjRBMhWGen6aRHjif")]
    [InlineData("pushedMessages-post-request-agent", "d9nKoegKSjmCtyK78", null)]
    public async Task Create_sends_the_documented_request_and_reads_the_documented_answer(string example, string? agentId, string? groupId)
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, Payload.Read("pushedMessages-post-response"));

        var created = await Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new(ClientId, Text, agentId, groupId), Cancellation);

        created.ShouldBe(Documented);
        var request = chatra.Requests.ShouldHaveSingleItem();
        (request.Method, request.Target).ShouldBe(("POST", "/api/pushedMessages/"));
        request.Headers["Authorization"].ShouldBe($"Chatra.Simple {Keys.Public}:{Keys.Secret}");
        request.Headers["Content-Type"].ShouldBe("application/json");
        request.Body.ShouldBeJson(Payload.Read(example));
    }

    [Fact]
    public async Task Get_reads_the_documented_answer()
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, Payload.Read("pushedMessages-get-response"));

        (await Client.For(chatra.BaseUrl).PushedMessages.GetAsync(MessageId, Cancellation)).ShouldBe(Documented);

        var request = chatra.Requests.ShouldHaveSingleItem();
        (request.Method, request.Target, request.Body).ShouldBe(("GET", $"/api/pushedMessages/{MessageId}", ""));
    }

    [Fact]
    public async Task Update_sends_the_documented_request_and_reads_the_documented_answer()
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, Payload.Read("pushedMessages-put-response"));

        var updated = await Client.For(chatra.BaseUrl).PushedMessages.UpdateAsync(MessageId, EditedText, Cancellation);

        updated.ShouldBe(Documented with { Text = EditedText });
        var request = chatra.Requests.ShouldHaveSingleItem();
        (request.Method, request.Target).ShouldBe(("PUT", $"/api/pushedMessages/{MessageId}"));
        request.Headers["Content-Type"].ShouldBe("application/json");
        request.Body.ShouldBeJson(Payload.Read("pushedMessages-put-request"));
    }

    [Fact]
    public async Task Delete_reads_the_documented_answer()
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, Payload.Read("pushedMessages-delete-response"));

        var deleted = await Client.For(chatra.BaseUrl).PushedMessages.DeleteAsync(MessageId, Cancellation);

        deleted.ShouldBe(Documented with { Text = EditedText });
        var request = chatra.Requests.ShouldHaveSingleItem();
        (request.Method, request.Target, request.Body).ShouldBe(("DELETE", $"/api/pushedMessages/{MessageId}", ""));
    }

    [Theory]
    [InlineData("pushedMessages-post-request")]
    [InlineData("pushedMessages-post-request-group")]
    [InlineData("pushedMessages-post-request-agent")]
    public async Task Simulator_answers_the_documented_request_as_documented(string example)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var request = Payload.Read(example);

        using var response = await chatra.PostAsync("pushedMessages/", request);

        ((int)response.StatusCode).ShouldBe(200);
        var answer = await BodyOfAsync(response);
        var documented = JsonNode.Parse(Payload.Read("pushedMessages-post-response"))!.AsObject();
        // Names, order, kinds; and the values, but for those that only Chatra can choose.
        answer.Select(property => (property.Key, property.Value!.GetValueKind()))
            .ShouldBe(documented.Select(property => (property.Key, property.Value!.GetValueKind())));
        string[] chosen = request.Contains("agentId", StringComparison.Ordinal) ? ["id", "createdAt"] : ["id", "createdAt", "agentId"];
        foreach (var (name, value) in documented.Where(property => !chosen.Contains(property.Key)))
            JsonNode.DeepEquals(answer[name], value).ShouldBeTrue(name);
    }

    [Fact]
    public async Task Simulator_edits_with_the_documented_request_and_shows_the_same_message_in_every_answer()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var created = await chatra.PostAsync("pushedMessages/", Payload.Read("pushedMessages-post-request-agent"));
        var message = await BodyOfAsync(created);
        var path = $"pushedMessages/{message["id"]}";

        using var got = await chatra.Http.GetAsync(path, Cancellation);
        (await BodyOfAsync(got)).ToJsonString().ShouldBe(message.ToJsonString());

        message["text"] = EditedText;
        using var updated = await chatra.PutAsync(path, Payload.Read("pushedMessages-put-request"));
        (await BodyOfAsync(updated)).ToJsonString().ShouldBe(message.ToJsonString());

        using var deleted = await chatra.Http.DeleteAsync(path, Cancellation);
        (await BodyOfAsync(deleted)).ToJsonString().ShouldBe(message.ToJsonString());
    }

    [Fact]
    public async Task Documented_error_body_is_what_the_simulator_answers_and_the_client_quotes()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var response = await chatra.PostAsync("pushedMessages/", "not json");
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe(JsonNode.Parse(Payload.Read("error"))!.ToJsonString());

        await using var replayed = await ReplayedChatra.StartAsync(400, Payload.Read("error"));
        var error = await Should.ThrowAsync<ChatraApiException>(
            () => Client.For(replayed.BaseUrl).PushedMessages.GetAsync(MessageId, Cancellation));
        error.ChatraMessage.ShouldBe("Invalid data format");
    }

    private static async Task<JsonObject> BodyOfAsync(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsObject();
    }
}
