using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatraFunctions.Tests.Harness;

/// <summary>The app's HTTP surface as its users see it. Paths are relative to <c>/api/</c>, and sent as they are written.</summary>
internal sealed class Api : IDisposable
{
    private const string Json = "application/json";
    private const int MaxTries = 30;

    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = TimeSpan.FromSeconds(60),
    };

    private readonly string _root;

    public Api(Uri address) => _root = address.GetLeftPart(UriPartial.Authority) + "/api/";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Uri Address(string path) => new(_root + path, AsItIs);

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, Cancellation);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Comes again on 503, as a sender should: on a busy machine storage may take longer than the app waits for it.</summary>
    public async Task<Answer> SendAsync(string method, string path, byte[]? body = null, string? contentType = Json, params (string Name, string Value)[] headers)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await SendOnceAsync(method, path, body, contentType, headers);
            if (answer.Status != HttpStatusCode.ServiceUnavailable || tries == MaxTries)
                return answer;

            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        }
    }

    public async Task<Answer> SendOnceAsync(string method, string path, byte[]? body = null, string? contentType = Json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address(path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        return await SendAsync(request);
    }

    public Task<Answer> SendAsync(string method, string path, string body, string? contentType = Json, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, Encoding.UTF8.GetBytes(body), contentType, headers);

    public Task<Answer> GetAsync(string path) => SendAsync("GET", path);

    /// <summary>The body of a 200 as it comes.</summary>
    public async Task<Stream> ReadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(path));
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(Cancellation);
    }

    public Task<Answer> PostWebhookAsync(string json) => SendAsync("POST", "webhooks/chatra", json);

    public Task<Answer> PostOrderAsync(string json) => SendAsync("POST", "orders/cloudevents", json, "application/cloudevents+json");

    public Task<Answer> PostMessageAsync(string json) => SendAsync("POST", "messages", json);

    public Task<Answer> PostMessageAsync(JsonObject message) => PostMessageAsync(message.ToJsonString());

    public Task<Answer> BindAsync(string customerId, string? details = null) => details is null
        ? SendAsync("PUT", $"customers/{Uri.EscapeDataString(customerId)}/binding")
        : SendAsync("PUT", $"customers/{Uri.EscapeDataString(customerId)}/binding", details);

    public Task<Answer> GetChatAsync(string chatId) => GetAsync($"chats/{Uri.EscapeDataString(chatId)}");

    public Task<Answer> GetMessageAsync(string key) => GetAsync($"messages/{Uri.EscapeDataString(key)}");

    public async Task<JsonObject> StatusAsync() => (await GetAsync("status")).ShouldBe(HttpStatusCode.OK).Json;

    /// <summary>Messages in all poison queues together.</summary>
    public async Task<int> PoisonedAsync() =>
        (await StatusAsync())["queues"]!.AsObject().Sum(queue => queue.Value!["poison"]!.GetValue<int>());

    /// <summary>Waits until a chat is stored and has so many messages and sessions; gives the answer of GetChat.</summary>
    public Task<Answer> ChatAsync(string chatId, int messages, int sessions = 0) => Eventually.GetAsync(
        async () => await GetChatAsync(chatId) is { Status: HttpStatusCode.OK } answer
            && answer.Json["messages"]!.AsArray().Count == messages && answer.Json["sessions"]!.AsArray().Count == sessions
            ? answer
            : null,
        $"chat {chatId} has {messages} messages and {sessions} sessions");

    /// <summary>Waits until a message stands so; gives the answer of GetMessage.</summary>
    public Task<Answer> MessageAsync(string key, string status, TimeSpan? patience = null) => Eventually.GetAsync(
        async () => await GetMessageAsync(key) is { Status: HttpStatusCode.OK } answer && answer.Json["status"]!.GetValue<string>() == status ? answer : null,
        $"message {key} is {status}",
        patience);

    public Task<Answer> GetOrderAsync(string source, string orderId) => GetAsync($"orders/{source}/{Uri.EscapeDataString(orderId)}");

    /// <summary>Waits until an order has so many messages and none of them is on its way; gives their statuses by what their keys end in.</summary>
    public async Task<Dictionary<string, string>> OrderAtRestAsync(string source, string orderId, int messages)
    {
        var prefix = $"{source}:{orderId}:";
        return await Eventually.GetAsync(
            async () =>
            {
                if (await GetOrderAsync(source, orderId) is not { Status: HttpStatusCode.OK } answer)
                    return null;

                var statuses = answer.Json["messages"]!.AsArray().ToDictionary(
                    message => message!["key"]!.GetValue<string>()[prefix.Length..], message => message!["status"]!.GetValue<string>());
                return statuses.Count == messages && statuses.Values.All(status => status is "sent" or "edited" or "superseded" or "skipped") ? statuses : null;
            },
            $"the {messages} messages of order {source}:{orderId} are at rest");
    }

    public void Dispose() => _http.Dispose();
}
