using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Queues;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Promises;

/// <summary>The same events in any order, any number of times, at once: the same chat.</summary>
public sealed class DisorderTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task Duplicates_and_disorder_give_the_same_answer_and_the_same_rows()
    {
        var (answer, rows) = await StoreAsync([0, 1, 2, 3, 4], atOnce: false);
        int[][] orders =
        [
            [4, 3, 2, 1, 0],
            [2, 0, 1, 4, 3],
            [3, 3, 1, 0, 2, 2, 4, 1, 0, 3],
            [1, 4, 0, 2, 3, 1, 4],
        ];
        foreach (var (order, atOnce) in orders.SelectMany(order => new[] { (order, false), (order, true) }))
        {
            var (otherAnswer, otherRows) = await StoreAsync(order, atOnce);
            otherAnswer.ShouldBe(answer, $"{string.Join(',', order)} at once: {atOnce}");
            otherRows.ShouldBe(rows, $"{string.Join(',', order)} at once: {atOnce}");
        }

        (await _api.PoisonedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_late_chatStarted_does_not_undo_a_transcript()
    {
        var chatId = Events.NewId();
        await _api.PostWebhookAsync(Events.Transcript(chatId).ToJsonString());
        var before = (await _api.ChatAsync(chatId, messages: 6, sessions: 1)).Json;
        var late = Events.Started(chatId);
        late["client"]!["displayedName"] = "Nobody yet";
        late["client"]!["latestVisit"]!.AsObject().Remove("finishedAt");
        await _api.PostWebhookAsync(late.ToJsonString());

        var after = (await _api.ChatAsync(chatId, messages: 7, sessions: 1)).Json;

        JsonNode.DeepEquals(after["client"], before["client"]).ShouldBeTrue();
        JsonNode.DeepEquals(after["sessions"], before["sessions"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Sixty_events_of_one_chat_at_once_are_all_stored()
    {
        var chatId = Events.NewId();
        var events = Enumerable.Range(0, 60).Select(number =>
        {
            var fragment = Events.Fragment(chatId);
            fragment["messages"] = new JsonArray(Events.Message(number, $"number {number}"));
            return fragment.ToJsonString();
        });

        var answers = await Task.WhenAll(events.Select(_api.PostWebhookAsync));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Accepted);
        var chat = await _api.ChatAsync(chatId, messages: 60);
        chat.Json["messages"]!.AsArray().Select(message => message!["text"]!.GetValue<string>()).ShouldBe(Enumerable.Range(0, 60).Select(number => $"number {number}"));
        (await _api.PoisonedAsync()).ShouldBe(0);
    }

    private async Task<(string Answer, string Rows)> StoreAsync(int[] order, bool atOnce)
    {
        var chatId = Events.NewId();
        var bodies = EventsOf(chatId).Select(chatEvent => chatEvent.ToJsonString()).ToList();
        var ids = new string[bodies.Count];
        var posts = new List<Task>();
        foreach (var number in order)
        {
            posts.Add(PostAsync(number));
            if (!atOnce)
                await posts[^1];
        }

        await Task.WhenAll(posts);
        await Eventually.HoldsAsync(async () => await DepthAsync() == 0, "all events are stored");
        var answer = (await _api.GetChatAsync(chatId)).ShouldBe(HttpStatusCode.OK).Body.Replace(chatId, "<chat>", StringComparison.Ordinal);
        return (answer, await fixture.App.Storage.DumpAsync(chatId, ids));

        async Task PostAsync(int number) =>
            ids[number] = (await _api.PostWebhookAsync(bodies[number])).ShouldBe(HttpStatusCode.Accepted).Json["id"]!.GetValue<string>();
    }

    /// <summary>A visit with its end, and a second one of another name, whose transcript has a text corrected and an earlier message.</summary>
    private static JsonObject[] EventsOf(string chatId)
    {
        var (later, second) = (Events.Fragment(chatId), Events.Transcript(chatId));
        later["client"]!["displayedName"] = "Jane D.";
        later["client"]!["latestVisit"]!["startedAt"] = 1_500_000_000_000;
        later["messages"]![0]!["createdAt"] = 1_442_000_000_000;
        second["client"]!["displayedName"] = "Jane Doe";
        second["client"]!["id"] = "another-client";
        second["client"]!["latestVisit"]!["startedAt"] = 1_500_000_000_000;
        second["client"]!["latestVisit"]!["finishedAt"] = 1_500_000_900_000;
        second["messages"]![2]!["text"] = "corrected";
        return [Events.Started(chatId), Events.Fragment(chatId), Events.Transcript(chatId), later, second];
    }

    private async Task<int> DepthAsync() =>
        (await fixture.App.Storage.Queue(QueueNames.ChatraEvents).GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount;
}
