using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using ChatraFunctions.Queues;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>GET /poison, GET /poison/{queue}, POST /poison/{queue}/replay, DELETE /poison/{queue}/{id}.</summary>
public sealed class PoisonTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Api Api => fixture.App.Api;

    /// <summary>Poison of the outbox stays where it is until it is asked for, whatever else the tests of this class do.</summary>
    private QueueClient Poison => fixture.App.Storage.Queue(QueueNames.Poison(QueueNames.Outbox));

    [Fact]
    public async Task It_is_listed_looked_at_and_removed()
    {
        await Poison.ClearMessagesAsync(Cancellation);
        var id = await AddAsync("not a message");

        var listed = (await Api.GetAsync("poison")).ShouldBe(HttpStatusCode.OK).Json["queues"]!.AsObject();
        listed.Select(queue => queue.Key).ShouldBe(["chatra-events", "order-events", "outbox", "chatra-send", "erasures"]);
        listed["chatra-events"]!.ToJsonString().ShouldBe("""{"depth":0}""");
        listed["outbox"]!["depth"]!.GetValue<int>().ShouldBe(1);

        foreach (var name in new[] { "outbox", "outbox-poison" })
        {
            var page = (await Api.GetAsync($"poison/{name}")).ShouldBe(HttpStatusCode.OK).Json;
            (page["queue"]!.GetValue<string>(), page["depth"]!.GetValue<int>()).ShouldBe(("outbox", 1));
            var message = page["messages"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
            message["insertedAt"]!.GetValue<DateTimeOffset>().ShouldBe(listed["outbox"]!["oldestInsertedAt"]!.GetValue<DateTimeOffset>());
            message.Remove("insertedAt");
            message.Remove("expiresAt");
            message.ToJsonString().ShouldBe($$"""{"id":"{{id}}","dequeueCount":0,"readable":false,"reason":"its text is not Base64"}""");
        }

        (await Api.SendAsync("DELETE", $"poison/outbox/{id}")).ShouldBe(HttpStatusCode.NoContent).Body.ShouldBeEmpty();
        (await Api.SendAsync("DELETE", $"poison/outbox/{id}")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await Api.GetAsync("poison/outbox")).Json.ToJsonString().ShouldBe("""{"queue":"outbox","depth":0,"messages":[]}""");
    }

    [Fact]
    public async Task Replay_takes_an_id_a_maximum_or_nothing_and_answers_with_counts()
    {
        await Poison.ClearMessagesAsync(Cancellation);
        string[] ids = [await AddAsync("one"), await AddAsync("two"), await AddAsync("three"), await AddAsync("four")];

        (await ReplayAsync($$"""{"id":"{{ids[1]}}"}""")).ShouldBe("""{"queue":"outbox","replayed":1,"remaining":3}""");
        (await IdsAsync()).ShouldBe([ids[0], ids[2], ids[3]], ignoreOrder: true);
        (await ReplayAsync("""{"max":2}""")).ShouldBe("""{"queue":"outbox","replayed":2,"remaining":1}""");
        (await ReplayAsync(body: null)).ShouldBe("""{"queue":"outbox","replayed":1,"remaining":0}""");
        (await ReplayAsync("{}")).ShouldStartWith("""{"queue":"outbox","replayed":""");
    }

    [Theory]
    [InlineData("""{"max":0}""", "/max")]
    [InlineData("""{"max":321}""", "/max")]
    [InlineData("""{"max":1.5}""", "/max")]
    [InlineData("""{"max":"2"}""", "/max")]
    [InlineData("""{"id":7}""", "/id")]
    [InlineData("""{"id":"x","max":1}""", "/max")]
    public async Task Replay_refuses_what_it_does_not_understand_and_names_it(string body, string pointer) =>
        (await Api.SendAsync("POST", "poison/outbox/replay", body)).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe([pointer]);

    [Fact]
    public async Task Body_of_another_type_is_415_and_no_object_is_400()
    {
        (await Api.SendAsync("POST", "poison/outbox/replay", "{}", "text/plain")).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType);
        (await Api.SendAsync("POST", "poison/outbox/replay", "[]")).ShouldBeProblem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Unknown_queues_and_ids_are_404()
    {
        (await Api.GetAsync("poison/nothing")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await Api.SendAsync("POST", "poison/nothing/replay")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await Api.SendAsync("DELETE", "poison/nothing/id")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await Api.SendAsync("POST", "poison/chatra-events/replay", """{"id":"nothing"}""")).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    private async Task<string> ReplayAsync(string? body)
    {
        var answer = body is null ? await Api.SendAsync("POST", "poison/outbox/replay") : await Api.SendAsync("POST", "poison/outbox/replay", body);
        return answer.ShouldBe(HttpStatusCode.OK).Body;
    }

    private async Task<IEnumerable<string>> IdsAsync() =>
        (await Api.GetAsync("poison/outbox")).Json["messages"]!.AsArray().Select((JsonNode? message) => message!["id"]!.GetValue<string>());

    private async Task<string> AddAsync(string text) => (await Poison.SendMessageAsync(text, Cancellation)).Value.MessageId;
}
