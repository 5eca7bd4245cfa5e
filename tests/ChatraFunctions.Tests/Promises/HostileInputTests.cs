using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChatraFunctions.Queues;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Promises;

/// <summary>Whatever is sent to a route that takes a body: a 4xx that names the fault, never a 5xx, and nothing in a poison queue.</summary>
public sealed class HostileInputTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const int MaxBodyBytes = 1024 * 1024;

    private readonly Api _api = fixture.App.Api;

    public static TheoryData<string, string> Routes => new()
    {
        { "POST", "webhooks/chatra" },
        { "POST", "orders/cloudevents" },
        { "POST", "messages" },
        { "PUT", "customers/hostile/binding" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task What_is_no_JSON_object_is_400_and_says_so(string method, string path)
    {
        foreach (var (name, body) in Broken())
        {
            var answer = await _api.SendAsync(method, path, body);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, name);
            answer.ShouldBeProblem(HttpStatusCode.BadRequest).Json["detail"]!.GetValue<string>().Length.ShouldBeGreaterThan(10, name);
        }

        await ShouldLeaveNoPoisonAsync();
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Over_the_limit_is_413_announced_or_not(string method, string path)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"eventName":"{{new string('x', MaxBodyBytes)}}"}""");
        using var chunked = new HttpRequestMessage(new HttpMethod(method), _api.Address(path)) { Content = new ByteArrayContent(body) };
        chunked.Content.Headers.ContentType = new("application/json");
        chunked.Headers.TransferEncodingChunked = true;

        (await _api.SendAsync(method, path, body)).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge);
        (await _api.SendAsync(chunked)).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Lies_about_the_body_are_4xx(string method, string path)
    {
        var raw = new RawHttp(fixture.App.Address);
        var head = $"{method} /api/{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n";

        (string What, string Request, int Status)[] lies =
        [
            ("shorter than announced", "Content-Length: 1000\r\n\r\n{\"eventName\":", 400),
            ("longer than announced", "Content-Length: 10\r\n\r\n{\"eventName\":\"chatStarted\"}", 400),
            ("announces 93 GiB", "Content-Length: 99999999999\r\n\r\n{", 413),
            ("negative", "Content-Length: -5\r\n\r\n{", 400),
            ("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n\r\n[1,2]", 400),
            ("no chunk", "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{", 400),
            ("a chunk without an end", "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n", 400),
            ("chunked, and not JSON", "Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\n0\r\n\r\n", 400),
        ];
        var statuses = await Task.WhenAll(lies.Select(lie => raw.SendAsync(head + lie.Request)));
        statuses.Zip(lies, (status, lie) => $"{lie.What}: {status}").ShouldBe(lies.Select(lie => $"{lie.What}: {lie.Status}"));
        await ShouldLeaveNoPoisonAsync();
    }

    [Fact]
    public async Task A_chunked_body_is_a_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _api.Address("webhooks/chatra")) { Content = new StringContent(Events.Started("chunked").ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;

        (await _api.SendAsync(request)).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Wrong_types_everywhere_are_accepted_or_named_and_nothing_is_poisoned()
    {
        var bodies = new (string Method, string Path, Func<JsonObject> Body)[]
        {
            ("POST", "webhooks/chatra", () => Small(Events.Started(Events.NewId()))),
            ("POST", "webhooks/chatra", () => Small(Events.Transcript(Events.NewId()))),
            ("POST", "orders/cloudevents", () => OrderEvents.Shipped(Events.NewId("order"), "c")),
            ("POST", "messages", () => new JsonObject { ["customerId"] = "nobody", ["text"] = "x", ["agentId"] = "a", ["key"] = Events.NewId("key") }),
            ("PUT", "customers/hostile/binding", () => new JsonObject { ["name"] = "n", ["email"] = "e", ["phone"] = "p", ["locale"] = "en" }),
        };
        foreach (var (method, path, body) in bodies)
        {
            await Parallel.ForEachAsync(Mutation.All(body), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (mutant, _) =>
            {
                var answer = await _api.SendAsync(method, path, mutant.Json);
                ((int)answer.Status).ShouldBeOneOf([200, 201, 202, 400], $"{path} {mutant.What}: {answer.Body}");
                if (answer.Status == HttpStatusCode.BadRequest)
                    answer.ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldNotBeEmpty(mutant.What);
            });
        }

        await ShouldLeaveNoPoisonAsync();
    }

    /// <summary>Bytes that are no JSON object, or none that can be read without surprises.</summary>
    private static IEnumerable<(string Name, byte[] Body)> Broken()
    {
        string[] texts =
        [
            " ", "\n", "hello", "<xml/>", "eventName=chatStarted", "{'eventName':'x'}", "null", "true", "5", "\"text\"", "[]", "[{}]", "[{\"eventName\":\"chatStarted\"}]",
            "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":\"", "{\"a\":1}x", "{}{}", "{\"a\":1,}", "{/* comment */}", "{\"a\":NaN}", "{\"a\":01}", "{\"a\":\"\n\"}",
            "{\"eventName\":\"a\",\"eventName\":\"b\"}", "{\"a\":{\"b\":1,\"b\":2}}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "\0", "{\"a\":1}\0",
        ];
        foreach (var text in texts)
            yield return (text, Encoding.UTF8.GetBytes(text));

        yield return ("10,000 arrays", Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', 10_000)}{new string(']', 10_000)}}}"));
        yield return ("10,000 arrays that do not end", Encoding.UTF8.GetBytes(new string('[', 10_000)));
        yield return ("10,000 objects", Encoding.UTF8.GetBytes($"{string.Concat(Enumerable.Repeat("{\"a\":", 10_000))}1{new string('}', 10_000)}"));
        yield return ("65 levels in an event", Encoding.UTF8.GetBytes(Deep()));
        yield return ("not UTF-8", [.. "{\"eventName\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        yield return ("an overlong slash", [.. "{\"eventName\":\""u8, 0xC0, 0xAF, .. "\"}"u8]);
        yield return ("half a character", [.. "{\"eventName\":\""u8, 0xF0, 0x9F, .. "\"}"u8]);
        yield return ("a surrogate in UTF-8", [.. "{\"eventName\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8]);
        yield return ("UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{\"eventName\":\"x\"}")).ToArray());
        yield return ("a gzip", [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0]);
    }

    private static string Deep()
    {
        var started = Events.Started("deep").ToJsonString();
        return started[..^1] + $",\"deep\":{new string('[', 64)}{new string(']', 64)}}}";
    }

    /// <summary>One of each sort is enough: each of their values is replaced by eleven others.</summary>
    private static JsonObject Small(JsonObject chatEvent)
    {
        foreach (var list in new[] { "messages", "agents" })
        {
            if (chatEvent[list] is JsonArray items)
                chatEvent[list] = new JsonArray(items[items.Count - 2]!.DeepClone());
        }

        string[] kept = ["id", "chatId", "groupId", "displayedName", "country", "latestVisit", "marketingConsent"];
        var client = chatEvent["client"]!.AsObject();
        foreach (var name in client.Select(property => property.Key).Except(kept).ToList())
            client.Remove(name);

        client["latestVisit"]!["viewedPages"]!.AsArray().RemoveAt(1);
        return chatEvent;
    }

    private async Task ShouldLeaveNoPoisonAsync()
    {
        await Eventually.HoldsAsync(async () => await DepthAsync() == 0, "the queues of events are empty");
        (await _api.PoisonedAsync()).ShouldBe(0);
    }

    private async Task<int> DepthAsync()
    {
        var queues = (await _api.StatusAsync())["queues"]!;
        return queues[QueueNames.ChatraEvents]!["depth"]!.GetValue<int>() + queues[QueueNames.OrderEvents]!["depth"]!.GetValue<int>();
    }
}
