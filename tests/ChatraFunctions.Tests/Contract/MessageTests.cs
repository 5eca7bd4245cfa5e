using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>POST /messages and GET /messages/{key}.</summary>
public sealed class MessageTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task Messages_are_delivered_once_each_and_tell_their_life()
    {
        string[] keys = ["plain", "shop/1:paid?x", "100%", "é 😀 #", "two words"];
        await _api.BindAsync("customer");
        foreach (var key in keys)
        {
            var answer = (await _api.PostMessageAsync(Message(key, "client-1"))).ShouldBe(HttpStatusCode.Accepted);
            answer.Json["key"]!.GetValue<string>().ShouldBe(key);
            answer.Json["status"]!.GetValue<string>().ShouldBe("queued");
            (await _api.PostMessageAsync(Message(key, "client-2"))).Body.ShouldBe(answer.Body); // The first one counts.
        }

        var byCustomer = (await _api.PostMessageAsync("""{"customerId":"customer","text":"Hello 😀"}""")).ShouldBe(HttpStatusCode.Accepted).Json["key"]!.GetValue<string>();
        foreach (var key in keys.Append(byCustomer))
            ShouldTellItsLife((await _api.MessageAsync(key, "sent")).Json, key);

        var received = await fixture.App.Chatra.MessagesAsync();
        received.Where(message => message.ClientId == "client-1").Select(message => message.Text).ShouldBe(keys.Select(key => $"text of {key}"), ignoreOrder: true);
        received.ShouldNotContain(message => message.ClientId == "client-2");
        received.Count(message => message.Text == "Hello 😀").ShouldBe(1);
        (await _api.PostMessageAsync(Message("plain", "client-1"))).ShouldBe(HttpStatusCode.Accepted).Json["status"]!.GetValue<string>().ShouldBe("queued");
    }

    [Fact]
    public async Task A_customer_who_is_not_bound_is_skipped_with_the_reason()
    {
        var answer = (await _api.PostMessageAsync("""{"customerId":"nobody","text":"Hello","key":"skipped-1"}""")).ShouldBe(HttpStatusCode.Accepted);
        var message = (await _api.GetMessageAsync("skipped-1")).ShouldBe(HttpStatusCode.OK).Json;

        answer.Json["status"]!.GetValue<string>().ShouldBe("skipped");
        message["status"]!.GetValue<string>().ShouldBe("skipped");
        message["reason"]!.GetValue<string>().ShouldBe("not bound");
        message["attempts"]!.GetValue<int>().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"text":"x"}""", "/clientId")]
    [InlineData("""{"clientId":"a","customerId":"b","text":"x"}""", "/clientId")]
    [InlineData("""{"clientId":"a"}""", "/text")]
    [InlineData("""{"clientId":"a","text":""}""", "/text")]
    [InlineData("""{"clientId":"a","text":["x"]}""", "/text")]
    [InlineData("""{"clientId":5,"text":"x"}""", "/clientId")]
    [InlineData("""{"clientId":"a","text":"x","key":{}}""", "/key")]
    [InlineData("""{"clientId":"a","text":"x","agentId":"1","groupId":"2"}""", "/groupId")]
    public async Task A_wrong_message_is_refused_with_the_pointer(string json, string pointer) =>
        (await _api.PostMessageAsync(json)).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldContain(pointer);

    [Fact]
    public async Task Too_long_a_text_or_key_is_refused()
    {
        var text = new JsonObject { ["clientId"] = "a", ["text"] = new string('x', 100_001) };
        var key = new JsonObject { ["clientId"] = "a", ["text"] = "x", ["key"] = new string('/', 400) };

        (await _api.PostMessageAsync(text)).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(["/text"]);
        (await _api.PostMessageAsync(key)).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(["/key"]);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("a%2Fb")]
    [InlineData("%zz")]
    public async Task An_unknown_key_is_404(string segment) =>
        (await _api.GetAsync($"messages/{segment}")).ShouldBeProblem(HttpStatusCode.NotFound);

    [Fact]
    public async Task Many_at_once_with_one_key_are_one_message()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            _api.PostMessageAsync(new JsonObject { ["clientId"] = "contended", ["text"] = $"number {number}", ["key"] = "contended" })));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Accepted);
        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        await _api.MessageAsync("contended", "sent");
        await Task.Delay(TimeSpan.FromSeconds(17), TestContext.Current.CancellationToken); // Every other wake-up has come, too.
        (await fixture.App.Chatra.MessagesAsync("contended")).ShouldHaveSingleItem();
    }

    private static JsonObject Message(string key, string clientId) => new() { ["clientId"] = clientId, ["text"] = $"text of {key}", ["key"] = key };

    private static void ShouldTellItsLife(JsonObject message, string key)
    {
        message["key"]!.GetValue<string>().ShouldBe(key);
        message["clientId"]!.GetValue<string>().ShouldNotBeEmpty();
        message["text"]!.GetValue<string>().ShouldNotBeEmpty();
        message["messageId"]!.GetValue<string>().Length.ShouldBe(17);
        message["attempts"]!.GetValue<int>().ShouldBe(1);
        message.ShouldNotContainKey("reason");
        message.ShouldNotContainKey("lastError");
        var history = message["history"]!.AsArray();
        // On a busy machine a message may miss its slot, and is queued for the next one.
        string.Join(' ', history.Select(entry => entry!["status"]!.GetValue<string>())).ShouldMatch("^(queued released sending )+sent$");
        history.Select(entry => entry!["at"]!.GetValue<DateTimeOffset>()).ShouldBeInOrder();
    }
}
