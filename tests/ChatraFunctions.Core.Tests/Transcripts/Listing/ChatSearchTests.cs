using System.IO.Pipelines;
using System.Text.Json.Nodes;
using ChatraFunctions.Transcripts.Listing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts.Listing;

/// <summary>Text in the messages of some days.</summary>
public sealed class ChatSearchTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Text_is_found_in_any_case_within_the_days_asked_for_and_the_bound_is_said()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        await StoreAsync(stack, "a", SampleEvents.Noon, "Where is my ORDER 1001, please?");
        await StoreAsync(stack, "b", SampleEvents.Noon + TimeSpan.MillisecondsPerDay, new string('x', 40_000) + " order 1001");
        await StoreAsync(stack, "c", SampleEvents.Noon - (40 * TimeSpan.MillisecondsPerDay), "order 1001");
        await StoreAsync(stack, "d", SampleEvents.Noon, "something else");

        var answer = await SearchAsync(stack, "?q=order+1001");

        (answer["from"]!.GetValue<string>(), answer["to"]!.GetValue<string>(), answer["maxDays"]!.GetValue<int>()).ShouldBe(("2025-12-03", "2026-01-02", 31));
        answer["chats"]!.AsArray().Select(chat => chat!["chatId"]!.GetValue<string>()).ShouldBe(["b", "a"]);
        answer["searched"]!.GetValue<int>().ShouldBe(3);
        answer.ContainsKey("continuation").ShouldBeFalse();
        answer["chats"]![1]!["matches"]![0]!.ToJsonString().ShouldContain("Where is my ORDER 1001, please?");
        answer["chats"]![0]!["matches"]![0]!["excerpt"]!.GetValue<string>().Length.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Only_messages_of_the_days_asked_for_count()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        var transcript = SampleEvents.Transcript(SampleEvents.Message("before", SampleEvents.Noon - TimeSpan.MillisecondsPerDay, "needle"), SampleEvents.Message("on", SampleEvents.Noon, "hay"));
        await stack.StoreAsync(transcript.ToJsonString());

        (await SearchAsync(stack, "?q=needle&day=2026-01-01"))["chats"]!.AsArray().ShouldBeEmpty();
        (await SearchAsync(stack, "?q=needle&day=2025-12-31"))["chats"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Search_goes_on_where_its_page_ended()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        for (var number = 0; number < 20; number++)
            await StoreAsync(stack, $"chat-{number:D2}", SampleEvents.Noon + number, "needle");

        var found = new List<string>();
        var query = "?q=needle&day=2026-01-01&limit=3";
        var answer = await SearchAsync(stack, query);
        while (true)
        {
            found.AddRange(answer["chats"]!.AsArray().Select(chat => chat!["chatId"]!.GetValue<string>()));
            if (answer["continuation"] is not { } continuation)
                break;

            answer = await SearchAsync(stack, $"{query}&continuation={continuation.GetValue<string>()}");
        }

        found.Distinct().Order().ShouldBe(Enumerable.Range(0, 20).Select(number => $"chat-{number:D2}"));
    }

    private static Task StoreAsync(ChatStack stack, string chatId, long at, string text)
    {
        var transcript = SampleEvents.Transcript(SampleEvents.Message("m", at, text));
        transcript["client"] = SampleEvents.Client(chatId);
        return stack.StoreAsync(transcript.ToJsonString());
    }

    private static async Task<JsonObject> SearchAsync(ChatStack stack, string query)
    {
        var read = ChatQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(query)), new DateOnly(2026, 1, 2));
        var stream = new MemoryStream();
        var output = PipeWriter.Create(stream);
        await stack.Get<ChatSearch>().WriteAsync(read.Value.ShouldNotBeNull(), output, TestContext.Current.CancellationToken);
        await output.CompleteAsync();
        return JsonNode.Parse(stream.ToArray())!.AsObject();
    }
}
