using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>GET /chats and GET /messages.</summary>
public sealed class ListTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task Chats_are_listed_by_day_range_client_and_text()
    {
        var (chatId, clientId) = (Events.NewId(), Events.NewId("client"));
        await _api.PostWebhookAsync(Events.Transcript(chatId, clientId).ToJsonString());
        await _api.ChatAsync(chatId, messages: 6, sessions: 1);

        foreach (var query in new[] { "day=2015-09-14", "from=2015-09-13&to=2015-09-15", "day=2015-09-14&missed=true", "day=2015-09-14&agentId=d9nKoegKSjmCtyK78&hostName=getwear.com", $"clientId={clientId}" })
            (await ChatsAsync(query)).ShouldContain(chat => chat["chatId"]!.GetValue<string>() == chatId, query);

        var finished = (await ChatsAsync("day=2015-09-14&missed=true")).First(chat => chat["chatId"]!.GetValue<string>() == chatId);
        finished["event"]!.GetValue<string>().ShouldBe("finished");
        finished["at"]!.GetValue<DateTimeOffset>().ToUnixTimeMilliseconds().ShouldBe(1442233410389);
        (await ChatsAsync("day=2015-09-15")).ShouldBeEmpty();

        var search = (await _api.GetAsync("chats?q=RECEIPT.png&day=2015-09-14")).ShouldBe(HttpStatusCode.OK);
        search.ContentType.ShouldBe("application/json");
        search.Json["chats"]!.AsArray().ShouldContain(chat => chat!["chatId"]!.GetValue<string>() == chatId);
    }

    [Fact]
    public async Task Messages_are_listed_by_status_order_and_customer()
    {
        var (customerId, orderId) = (Events.NewId("customer"), Events.NewId("order"));
        await _api.BindAsync(customerId);
        await _api.PostOrderAsync(OrderEvents.Event("order.paid", new JsonObject { ["orderId"] = orderId, ["customerId"] = customerId }).ToJsonString());
        await _api.MessageAsync($"cloudevents:{orderId}:paid", "sent");

        foreach (var query in new[] { "status=sent", $"orderId={orderId}", $"customerId={customerId}", $"customerId={customerId}&status=sent", "limit=1000" })
            (await MessagesAsync(query)).ShouldContain(message => message["key"]!.GetValue<string>() == $"cloudevents:{orderId}:paid", query);

        (await MessagesAsync($"customerId={customerId}&status=failed")).ShouldBeEmpty();
        (await _api.GetAsync($"messages?orderId={orderId}")).Body.ShouldNotContain("\"text\"");
    }

    [Theory]
    [InlineData("chats", "?day")]
    [InlineData("chats?day=yesterday", "?day")]
    [InlineData("chats?q=x&from=2026-01-01&to=2026-12-31", "?from")]
    [InlineData("chats?day=2026-01-01&continuation=x", "?continuation")]
    [InlineData("messages?status=lost", "?status")]
    [InlineData("messages?continuation=x", "?continuation")]
    public async Task What_makes_no_sense_is_named(string path, string parameter) =>
        (await _api.GetAsync(path)).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldContain(parameter);

    private async Task<List<JsonObject>> ChatsAsync(string query) => Items((await _api.GetAsync($"chats?limit=1000&{query}")).ShouldBe(HttpStatusCode.OK), "chats");

    private async Task<List<JsonObject>> MessagesAsync(string query) => Items((await _api.GetAsync($"messages?{query}")).ShouldBe(HttpStatusCode.OK), "messages");

    private static List<JsonObject> Items(Answer answer, string name) => [.. answer.Json[name]!.AsArray().Select(item => item!.AsObject())];
}
