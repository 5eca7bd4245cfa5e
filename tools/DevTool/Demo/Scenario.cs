using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DevTool.Running;

namespace DevTool.Demo;

/// <summary>What Chatra and the shop do, step by step, and what has to come of it.</summary>
internal sealed class Scenario(Repository repository, LocalRun run, DemoSecrets secrets, Checks checks) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly JsonApi _functions = new(run.FunctionsAddress, secrets.FunctionKey);
    private readonly JsonApi _chatra = new(run.SimulatorAddress);
    private readonly Conversation _conversation = new(repository);
    private readonly OrderEvent[] _orderEvents = [.. new[] { "placed", "paid", "shipped" }.Select(kind => OrderEvent.Read(repository, kind))];

    /// <summary>Path one: what is said in Chatra is kept.</summary>
    public async Task KeepConversationAsync(CancellationToken cancellationToken)
    {
        Say.Step("Chatra sends chatStarted, chatFragment and chatTranscript, each twice, as after an answer that was lost");
        foreach (var chatEvent in _conversation.Events)
            await TwiceAsync(() => Post("api/webhooks/chatra", chatEvent), cancellationToken);
        await UntilAsync("the chat is stored", () => MissingOfChatAsync(cancellationToken), cancellationToken);
        CheckChat(await _functions.GetAsync(_conversation.Path, cancellationToken));
    }

    /// <summary>Path two: what happens to an order reaches the customer.</summary>
    public async Task TellCustomerAsync(CancellationToken cancellationToken)
    {
        var clientId = await BindAsync(cancellationToken);
        foreach (var order in _orderEvents)
            await DeliverAsync(order, cancellationToken);
        // A second message for a repeated event would still be on its way: look when nothing is.
        await UntilAsync("nothing is on its way", () => OnItsWayAsync(cancellationToken), cancellationToken);
        await CheckDeliveryAsync(clientId, cancellationToken);
    }

    /// <summary>Both paths at once: the customer answers, and Chatra tells all of it, with our messages.</summary>
    public async Task AnswerCustomerAsync(CancellationToken cancellationToken)
    {
        var clientId = (await BindingAsync(cancellationToken)).Text("clientId");
        Say.Step("The customer answers in Chatra, an agent replies, the customer leaves");
        var visitor = $"_simulator/visitors/{Uri.EscapeDataString(clientId)}";
        await _chatra.DoAsync(Post($"{visitor}/say", new JsonObject { ["text"] = "Thank you!" }), cancellationToken);
        await _chatra.DoAsync(
            Post("_simulator/agents/d9nKoegKSjmCtyK78/say", new JsonObject { ["clientId"] = clientId, ["text"] = "You are welcome" }), cancellationToken);
        await _chatra.DoAsync(new HttpRequestMessage(HttpMethod.Post, $"{visitor}/leave"), cancellationToken);

        var held = await _chatra.GetAsync($"_simulator/chats/{Uri.EscapeDataString(clientId)}", cancellationToken);
        var path = $"api/chats/{Uri.EscapeDataString(held.Text("chatId"))}";
        await UntilAsync(
            "the chat is stored as Chatra holds it",
            async () => await _functions.FindAsync(path, cancellationToken) is var chat && JsonNode.DeepEquals(chat?["messages"], held["messages"])
                && JsonNode.DeepEquals(chat?["sessions"], held["sessions"]) ? null : chat?.ToJsonString() ?? "no chat",
            cancellationToken);
        checks.That(held.Items("messages").Count == _orderEvents.Length + 2, "our messages and the answers are one chat, stored as Chatra holds it", held.ToJsonString());
    }

    public async Task CheckStatusAsync(CancellationToken cancellationToken)
    {
        var queues = (await _functions.GetAsync("api/status", cancellationToken)).Child("queues").AsObject();
        checks.That(queues.Count == 5 && queues.All(queue => queue.Value!.Number("poison") == 0), "no poison queue holds anything", queues.ToJsonString());
        var requests = await _chatra.GetAsync("_simulator/requests", cancellationToken);
        checks.That(requests.Number("rateLimited") == 0, "Chatra's limit was never hit", requests["rateLimited"]);
    }

    public void Dispose()
    {
        _functions.Dispose();
        _chatra.Dispose();
    }

    private string BindingPath => $"api/customers/{Uri.EscapeDataString(_orderEvents[0].CustomerId)}/binding";

    private Task<JsonNode> BindingAsync(CancellationToken cancellationToken) => _functions.GetAsync(BindingPath, cancellationToken);

    private async Task<string> BindAsync(CancellationToken cancellationToken)
    {
        var customerId = _orderEvents[0].CustomerId;
        Say.Step($"The shop binds customer {customerId} to a chat");
        var request = Post(BindingPath, new JsonObject { ["name"] = "Jane", ["locale"] = "en" });
        request.Method = HttpMethod.Put;
        return (await _functions.SendAsync(request, HttpStatusCode.Created, cancellationToken)).Text("clientId");
    }

    /// <summary>Waits for the message, so that the customer is told of one state after the other.</summary>
    private async Task DeliverAsync(OrderEvent order, CancellationToken cancellationToken)
    {
        // Both modes of CloudEvents are in use; one event of the three goes the other way.
        Func<Signature, HttpRequestMessage> request = order.Kind == "paid" ? order.Binary : order.Structured;
        await TwiceAsync(() => request(secrets.Signature), cancellationToken);
        Say.Step($"The shop says, twice: order {order.Kind}. Waiting for the message (the outbox is released every 15 seconds)");
        var clock = Stopwatch.StartNew();
        await UntilAsync($"the message \"order {order.Kind}\" is sent", () => UnsentAsync(order, cancellationToken), cancellationToken);
        Say.Line($"  sent after {clock.Elapsed.TotalSeconds:0} s");
    }

    private void CheckChat(JsonNode chat)
    {
        Conversation.Show(chat);
        checks.That(
            _conversation.Is(chat.Items("messages")),
            $"all {_conversation.MessageCount} messages of the three events are stored, once, in order, exactly as Chatra sent them",
            chat.Items("messages").ToJsonString());
        var visitor = chat["client"]?["displayedName"]?.GetValue<string>();
        checks.That(visitor == _conversation.ClientName, $"the visitor is {_conversation.ClientName}", chat["client"]);
        checks.That(chat.Items("sessions").Count == 1, "the chat has one finished session", chat["sessions"]);
    }

    private async Task CheckDeliveryAsync(string clientId, CancellationToken cancellationToken)
    {
        var delivered = (await _chatra.GetAsync("_simulator/messages", cancellationToken)).Items("messages");
        Say.Line();
        Say.Line("What the customer got in the chat:");
        foreach (var message in delivered)
            Say.Line($"  {DateTimeOffset.FromUnixTimeMilliseconds((long)message!["createdAt"]!):HH:mm:ss}  {message.Text("text")}");
        Say.Line();

        checks.That(delivered.Count == _orderEvents.Length, $"{_orderEvents.Length} messages are delivered, though each event came twice", delivered.Count);
        checks.That(delivered.All(message => message!.Text("clientId") == clientId), "all of them to the customer's own chat", delivered.ToJsonString());
        foreach (var (message, order) in delivered.Zip(_orderEvents, (message, order) => (message!, order)))
            await CheckMessageAsync(message, order, cancellationToken);
    }

    private async Task CheckMessageAsync(JsonNode message, OrderEvent order, CancellationToken cancellationToken)
    {
        var record = await _functions.GetAsync(PathOf(order), cancellationToken);
        var text = message.Text("text");
        checks.That(order.Facts.All(text.Contains), $"the message \"order {order.Kind}\" names {string.Join(" and ", order.Facts)}", text);
        checks.That(
            record.Text("messageId") == message.Text("id") && record.Text("text") == message.Text("text") && record.Number("attempts") == 1,
            "its record has Chatra's id, its text and one attempt",
            record.ToJsonString());
    }

    private async Task<string?> MissingOfChatAsync(CancellationToken cancellationToken)
    {
        // The events are stored side by side, in any order, and each of them comes twice: all six have to be through.
        var status = await _functions.GetAsync("api/status", cancellationToken);
        var isStored = status.Child("queues").Child("chatra-events").Number("depth") == 0;
        var chat = await _functions.FindAsync(_conversation.Path, cancellationToken);
        return isStored && chat?["sessions"] is JsonArray { Count: > 0 } ? null : chat?.ToJsonString() ?? "no chat";
    }

    private async Task<string?> UnsentAsync(OrderEvent order, CancellationToken cancellationToken)
    {
        var message = await _functions.FindAsync(PathOf(order), cancellationToken);
        return message?.Text("status") switch
        {
            "sent" => null,
            "failed" or "skipped" or "superseded" => throw new Trouble($"The message \"order {order.Kind}\" was not sent: {message.ToJsonString()}"),
            _ => message?.ToJsonString() ?? "no such message",
        };
    }

    private async Task<string?> OnItsWayAsync(CancellationToken cancellationToken)
    {
        var status = await _functions.GetAsync("api/status", cancellationToken);
        // The outbox itself may hold a late wake-up for what is long sent; whatever is released goes through the other two.
        var queues = status.Child("queues");
        var isIdle = status.Child("outbox").Number("unsent") == 0
            && queues.Child("order-events").Number("depth") == 0
            && queues.Child("chatra-send").Number("depth") == 0;
        return isIdle ? null : status.ToJsonString();
    }

    private async Task TwiceAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 2; i++)
            await _functions.SendAsync(request(), HttpStatusCode.Accepted, cancellationToken);
    }

    /// <summary>Looks until nothing is left to wait for.</summary>
    private static async Task UntilAsync(string goal, Func<Task<string?>> rest, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (await rest() is { } found)
        {
            if (clock.Elapsed > Patience)
                throw new Trouble($"Not so after {Patience.TotalSeconds:0} seconds: {goal}. There is: {found}");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static string PathOf(OrderEvent order) => $"api/messages/{Uri.EscapeDataString(order.MessageKey)}";

    private static HttpRequestMessage Post(string path, JsonNode body) =>
        new(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
}
