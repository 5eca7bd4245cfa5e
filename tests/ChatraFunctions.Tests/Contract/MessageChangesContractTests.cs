using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>PUT and DELETE /messages/{key}, POST /messages/{key}/retry.</summary>
public sealed class MessageChangesContractTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly Api _api = fixture.App.Api;

    [Theory]
    [InlineData("edited")]
    [InlineData("shop/1:paid?é %")]
    public async Task Sent_message_is_edited_and_then_deleted_in_chatra(string key)
    {
        await QueueAsync(key);
        var messageId = (await _api.MessageAsync(key, "sent")).Json["messageId"]!.GetValue<string>();

        (await EditAsync(key, "new 😀")).ShouldBe(HttpStatusCode.Accepted).Json.ToJsonString().ShouldBe(Answered(key, "queued"));
        var edited = (await _api.MessageAsync(key, "edited")).Json;
        (edited["text"]!.GetValue<string>(), edited["messageId"]!.GetValue<string>()).ShouldBe(("new 😀", messageId));
        (await fixture.App.Chatra.MessagesAsync(key)).ShouldHaveSingleItem().Text.ShouldBe("new 😀");

        (await DeleteAsync(key)).ShouldBe(HttpStatusCode.Accepted).Json.ToJsonString().ShouldBe(Answered(key, "queued"));
        await _api.MessageAsync(key, "deleted");
        (await DeleteAsync(key)).ShouldBe(HttpStatusCode.Accepted).Json.ToJsonString().ShouldBe(Answered(key, "deleted"));
        (await MethodsAsync(messageId)).ShouldBe(["PUT", "DELETE"]);
    }

    [Fact]
    public async Task Message_edited_wherever_it_stands_ends_with_its_last_text()
    {
        await QueueAsync("raced");
        (await EditAsync("raced", "second")).ShouldBe(HttpStatusCode.Accepted);
        (await EditAsync("raced", "third")).ShouldBe(HttpStatusCode.Accepted);

        await Eventually.HoldsAsync(
            async () => (await _api.GetMessageAsync("raced")).Json["status"]!.GetValue<string>() is "sent" or "edited", "it is sent, or edited");

        (await fixture.App.Chatra.MessagesAsync("raced")).ShouldHaveSingleItem().Text.ShouldBe("third");
    }

    [Fact]
    public async Task Failed_message_is_retried_and_sent()
    {
        await fixture.App.Chatra.FaultAsync(new { kind = "status", status = 400 });
        await QueueAsync("failed");
        await _api.MessageAsync("failed", "failed");

        (await RetryAsync("failed")).ShouldBe(HttpStatusCode.Accepted).Json.ToJsonString().ShouldBe(Answered("failed", "queued"));

        var sent = (await _api.MessageAsync("failed", "sent")).Json;
        sent["attempts"]!.GetValue<int>().ShouldBe(2);
        sent.ShouldNotContainKey("reason");
        (await fixture.App.Chatra.MessagesAsync("failed")).ShouldHaveSingleItem();
        (await RetryAsync("failed")).ShouldBeProblem(HttpStatusCode.Conflict).Json["detail"]!.GetValue<string>().ShouldBe("The message cannot be retried: it is sent.");
    }

    [Fact]
    public async Task What_a_message_cannot_become_is_409()
    {
        (await _api.PostMessageAsync("""{"customerId":"nobody","text":"Hello","key":"skipped"}""")).ShouldBe(HttpStatusCode.Accepted);

        (await EditAsync("skipped", "new")).ShouldBeProblem(HttpStatusCode.Conflict);
        (await RetryAsync("skipped")).ShouldBeProblem(HttpStatusCode.Conflict);
        (await DeleteAsync("skipped")).ShouldBe(HttpStatusCode.Accepted).Json.ToJsonString().ShouldBe(Answered("skipped", "deleted"));
        (await EditAsync("skipped", "new")).ShouldBeProblem(HttpStatusCode.Conflict);
        (await RetryAsync("skipped")).ShouldBeProblem(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("a%2Fb")]
    [InlineData("%zz")]
    public async Task Unknown_key_is_404(string segment)
    {
        (await _api.SendAsync("PUT", $"messages/{segment}", """{"text":"new"}""")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await _api.SendAsync("DELETE", $"messages/{segment}")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await _api.SendAsync("POST", $"messages/{segment}/retry")).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":""}""")]
    [InlineData("""{"text":["new"]}""")]
    public async Task Wrong_text_is_400_with_its_pointer(string body) =>
        (await _api.SendAsync("PUT", "messages/any", body)).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(["/text"]);

    [Fact]
    public async Task Too_long_a_text_is_400_with_its_pointer() =>
        (await EditAsync("any", new string('x', 100_001))).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(["/text"]);

    [Fact]
    public async Task Body_of_another_type_is_415_and_no_object_is_400()
    {
        (await _api.SendAsync("PUT", "messages/any", """{"text":"new"}""", "text/plain")).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType);
        (await _api.SendAsync("PUT", "messages/any", "[]")).ShouldBeProblem(HttpStatusCode.BadRequest);
    }

    /// <summary>Its client is named as the message, so that the tests' messages keep apart in Chatra.</summary>
    private async Task QueueAsync(string key) =>
        (await _api.PostMessageAsync(new JsonObject { ["clientId"] = key, ["text"] = "first", ["key"] = key })).ShouldBe(HttpStatusCode.Accepted);

    private Task<Answer> EditAsync(string key, string text) =>
        _api.SendAsync("PUT", Path(key), new JsonObject { ["text"] = text }.ToJsonString());

    private Task<Answer> DeleteAsync(string key) => _api.SendAsync("DELETE", Path(key));

    private Task<Answer> RetryAsync(string key) => _api.SendAsync("POST", Path(key) + "/retry");

    /// <summary>What was asked of Chatra about a message it has.</summary>
    private async Task<IEnumerable<string>> MethodsAsync(string messageId) =>
        (await fixture.App.Chatra.RequestsAsync()).Where(request => request.Path.EndsWith("/" + messageId, StringComparison.Ordinal)).Select(request => request.Method);

    private static string Path(string key) => $"messages/{Uri.EscapeDataString(key)}";

    private static string Answered(string key, string status) => new JsonObject { ["key"] = key, ["status"] = status }.ToJsonString();
}
