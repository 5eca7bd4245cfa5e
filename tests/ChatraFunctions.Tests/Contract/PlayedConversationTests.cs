using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>
/// Visitors, agents and the product talk in the simulated Chatra, whose webhooks come shuffled and repeated to the app, a process of
/// its own: what it stored is what the simulator holds.
/// </summary>
public sealed class PlayedConversationTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Julia = "bnRzp4CioKudG4aHm";
    private const string Liz = "d9nKoegKSjmCtyK78";

    private SimulatedChatra _chatra = null!;
    private AppProcess _app = null!;

    public async ValueTask InitializeAsync()
    {
        _chatra = await SimulatedChatra.StartAsync();
        _app = await AppProcess.StartAsync(AppSettings.Fast(azurite.NewAccount(), _chatra));
    }

    [Fact]
    public async Task Played_conversation_is_stored_as_the_simulator_holds_it()
    {
        await _chatra.EmitToAsync(_app.Api, disorder: 20261123);
        await SendAsync(("packed", "jane", "Your order is packed"), ("mistaken", "jane", "Never told: it is deleted before"));
        await DeleteAsync("mistaken");
        await BeginAsync();
        await SendAsync(("shipped", "jane", "Shipped: parcel 1"), ("recalled", "tom", "Told, and then deleted"));
        await SayAsync("jane", "Is that my tracking number? 😀 <b>\"\\\u2028");
        await SayAsync("tom", "That is not my order");
        await _chatra.EventsAsync(); // Told before it is changed.
        await Task.WhenAll(EditAsync("shipped", "Shipped: parcel 2"), DeleteAsync("recalled"));
        await EndAsync();
        await SendAsync(("delivered", "jane", "Delivered, between two visits"));
        await ReturnAsync();

        foreach (var clientId in new[] { "jane", "tom", "ann" })
            await ShouldBeStoredAsync(clientId);
        (await _app.Api.PoisonedAsync()).ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_chatra is not null)
            await _chatra.DisposeAsync();
    }

    /// <summary>Jane and Tom come and ask; Liz writes to Ann, who sends a file.</summary>
    private async Task BeginAsync()
    {
        await _chatra.DoAsync("visitors/jane/arrive", new { name = "Jane", language = "de-AT", page = new { link = "https://shop.example/jeans/", title = "Jeans" } });
        await _chatra.DoAsync("visitors/tom/arrive", new { email = "tom@mail.example", page = new { link = "https://shop.example/shoes/", title = "Shoes" } });
        await _chatra.DoAsync($"agents/{Liz}/trigger", new { clientId = "tom", text = "Hi there! How can we help you?" });
        await SayAsync("jane", "Hello?");
        await AnswerAsync(Julia, "jane", "Good morning!");
        await SayAsync("tom", "I look for shoes");
        await AnswerAsync(Liz, "tom", "What size?");
        await AnswerAsync(Julia, "tom", "I can help, too");
        await AnswerAsync(Liz, "ann", "Did you find what you were looking for?");
        await _chatra.DoAsync("visitors/ann/say", new { text = "these.png", file = new { fileName = "these.png", size = 15538, isImage = true, url = "https://files.example/1" } });
        await AnswerAsync(Liz, "ann", "Nice!");
    }

    /// <summary>Ann leaves with an answer unread, Jane with a question; Tom's agents leave him with his.</summary>
    private async Task EndAsync()
    {
        await _chatra.DoAsync("visitors/ann/leave");
        await SayAsync("jane", "And when will it be here?");
        await _chatra.DoAsync("visitors/jane/leave");
        await _chatra.DoAsync($"agents/{Liz}/leave", new { clientId = "tom" });
        await SayAsync("tom", "Is anybody there?");
        await _chatra.DoAsync($"agents/{Julia}/leave", new { clientId = "tom" });
    }

    private async Task ReturnAsync()
    {
        await _chatra.DoAsync("visitors/jane/arrive", new { phone = "+43 1 234", page = new { link = "https://blog.shop.example/", title = "Blog" } });
        await SayAsync("jane", "It is here, thank you");
        await AnswerAsync(Liz, "jane", "You are welcome");
        await _chatra.DoAsync("visitors/jane/read");
        await _chatra.DoAsync("visitors/jane/leave");
    }

    private async Task ShouldBeStoredAsync(string clientId)
    {
        var events = await _chatra.EventsAsync();
        events.ShouldAllBe(chatEvent => chatEvent!["status"]!.GetValue<string>() == "delivered");
        events.ShouldContain(chatEvent => chatEvent!["attempts"]!.AsArray().Count > 1);
        var held = await HeldAsync(clientId, events.ToJsonString());
        string stored = "";
        await Eventually.HoldsAsync(
            async () => (stored = await StoredAsync(held["chatId"]!.GetValue<string>())) == held.ToJsonString(),
            $"the chat of {clientId} is stored",
            Eventually.Patience,
            () => $"Held:   {held.ToJsonString()}\nStored: {stored}");
    }

    /// <summary>In the form of <see cref="StoredAsync"/>. A deletion is never told, so what was told before it stays.</summary>
    private async Task<JsonObject> HeldAsync(string clientId, string told)
    {
        var chat = await _chatra.ChatAsync(clientId);
        var deleted = chat["deleted"]!.AsArray().Where(message => told.Contains(message!["id"]!.GetValue<string>(), StringComparison.Ordinal));
        var messages = chat["messages"]!.AsArray().Concat(deleted).OrderBy(message => message!["createdAt"]!.GetValue<long>()).ToList();
        foreach (var session in chat["sessions"]!.AsArray())
        {
            // Where the visitor stays, no event tells the end: it is that of the last message.
            if (chat["isOnline"]!.GetValue<bool>())
                session!["finishedAt"] = messages.Max(message => message!["createdAt"]!.GetValue<long>());
        }

        return new JsonObject
        {
            ["chatId"] = chat["chatId"]!.DeepClone(),
            ["client"] = Sorted(chat["client"]!),
            ["messages"] = new JsonArray([.. messages.Select(message => Sorted(message!))]),
            ["sessions"] = new JsonArray([.. chat["sessions"]!.AsArray().Select(session => Sorted(session!))]),
        };
    }

    private async Task<string> StoredAsync(string chatId)
    {
        if (await _app.Api.GetChatAsync(chatId) is not { Status: HttpStatusCode.OK } answer)
            return "nothing";

        string[] parts = ["chatId", "client", "messages", "sessions"];
        return new JsonObject(parts.Select(part => KeyValuePair.Create(part, (JsonNode?)Sorted(answer.Json[part]!)))).ToJsonString();
    }

    /// <summary>JSON objects have no order.</summary>
    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject json => new JsonObject(json.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : Sorted(pair.Value)))),
        JsonArray json => new JsonArray([.. json.Select(item => Sorted(item!))]),
        _ => node.DeepClone(),
    };

    private Task SayAsync(string clientId, string text) => _chatra.DoAsync($"visitors/{clientId}/say", new { text });

    private Task AnswerAsync(string agentId, string clientId, string text) => _chatra.DoAsync($"agents/{agentId}/say", new { clientId, text });

    private async Task SendAsync(params (string Key, string ClientId, string Text)[] messages)
    {
        foreach (var (key, clientId, text) in messages)
            (await _app.Api.PostMessageAsync(new JsonObject { ["clientId"] = clientId, ["text"] = text, ["key"] = key })).ShouldBe(HttpStatusCode.Accepted);
        foreach (var (key, _, _) in messages)
            await _app.Api.MessageAsync(key, "sent");
    }

    private async Task EditAsync(string key, string text)
    {
        (await _app.Api.SendAsync("PUT", $"messages/{key}", new JsonObject { ["text"] = text }.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        await _app.Api.MessageAsync(key, "edited");
    }

    private async Task DeleteAsync(string key)
    {
        (await _app.Api.SendAsync("DELETE", $"messages/{key}")).ShouldBe(HttpStatusCode.Accepted);
        await _app.Api.MessageAsync(key, "deleted");
    }
}
