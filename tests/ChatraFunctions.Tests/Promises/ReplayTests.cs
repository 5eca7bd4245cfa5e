using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Storage;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Promises;

/// <summary>
/// Nothing is lost: what could not be processed says why, and is processed when the cause is gone and somebody says so. Here the
/// cause is an identity that has lost a role on the account.
/// </summary>
public sealed class ReplayTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Text = "zebra-text-2291";

    private StorageProxy? _proxy;
    private App? _app;

    private App App => _app!;

    private Api Api => App.Api;

    public async ValueTask InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.Server);
        _app = await App.StartAsync(azurite.NewAccount(), _proxy, ("AzureFunctionsJobHost__extensions__queues__maxDequeueCount", "2"));
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _proxy!.DisposeAsync();
    }

    [Fact]
    public async Task Chat_event_says_why_it_failed_and_is_stored_by_a_replay()
    {
        var chatId = Events.NewId();
        var started = Events.Started(chatId);
        started["message"]!["text"] = Text;

        Refuse(call => call is { Service: StorageService.Table, Method: "POST", Resource: "$batch" });
        var accepted = (await Api.PostWebhookAsync(started.ToJsonString())).ShouldBe(HttpStatusCode.Accepted).Json;
        var message = await PoisonedAsync("chatra-events");

        message["eventId"]!.GetValue<string>().ShouldBe(accepted["id"]!.GetValue<string>());
        message["eventName"]!.GetValue<string>().ShouldBe("chatStarted");
        message["readable"]!.GetValue<bool>().ShouldBeTrue();
        message["reason"]!.GetValue<string>().ShouldContain("403 AuthorizationPermissionMismatch");
        message["acceptedAt"]!.GetValue<DateTimeOffset>().ShouldBeLessThanOrEqualTo(message["failedAt"]!.GetValue<DateTimeOffset>());
        message.ToJsonString().ShouldNotContain(Text);

        Allow();
        (await ReplayAsync("chatra-events")).ShouldBe(1);
        (await Api.ChatAsync(chatId, messages: 1)).Body.ShouldContain(Text);
        (await Api.PoisonedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Event_too_long_for_a_queue_is_stored_by_a_replay_and_storing_it_twice_changes_nothing()
    {
        var chatId = Events.NewId();
        var transcript = Events.Transcript(chatId, 900, number => $"The text of message {number}, which is not a long one.");

        Refuse(call => call is { Service: StorageService.Table, Method: "POST", Resource: "$batch" });
        var accepted = (await Api.PostWebhookAsync(transcript.ToJsonString())).ShouldBe(HttpStatusCode.Accepted).Json;
        (await PoisonedAsync("chatra-events"))["readable"]!.GetValue<bool>().ShouldBeTrue();
        (await App.Storage.BlobsAsync("chatra-events/")).ShouldBe([$"chatra-events/{accepted["id"]!.GetValue<string>()}.json"]);

        // The shop's developer sends it again by hand, and the operator does not know: both come through.
        Allow();
        (await Api.PostWebhookAsync(transcript.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        await Api.ChatAsync(chatId, messages: 900, sessions: 1);
        var before = await App.Storage.DumpAsync(chatId);
        (await ReplayAsync("chatra-events-poison")).ShouldBe(1);
        await Eventually.HoldsAsync(async () => await DepthAsync("chatra-events") == 0, "the replayed event is stored");

        (await App.Storage.DumpAsync(chatId)).ShouldBe(before);
        (await Api.PoisonedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Order_event_and_wake_up_lead_to_their_message_by_a_replay()
    {
        await Api.BindAsync("replayed");
        Refuse(call => call is { Service: StorageService.Table, Method: "POST", Resource: "$batch" });
        (await Api.PostOrderAsync(OrderEvents.Shipped("77", "replayed").ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        var order = await PoisonedAsync("order-events");
        order["eventName"]!.GetValue<string>().ShouldBe("order.shipped");
        order["reason"]!.GetValue<string>().ShouldContain("403 AuthorizationPermissionMismatch");

        // Now the order event comes through, but nobody can send: neither read the delivery nor put the wake-up back.
        Refuse(call => call.Resource.StartsWith(TableNames.RequestBudget, StringComparison.Ordinal));
        (await ReplayAsync("order-events", order["id"]!.GetValue<string>())).ShouldBe(1);
        await Api.MessageAsync("cloudevents:77:shipped", "queued");
        (await Api.GetAsync("poison/order-events")).Json["depth"]!.GetValue<int>().ShouldBe(0);
        Refuse(call => call is { Service: StorageService.Queue, Method: "POST", Resource: "outbox/messages" }
            || (call.Service == StorageService.Table && call.Method == "GET" && call.Resource.StartsWith(TableNames.Deliveries, StringComparison.Ordinal)));
        (await PoisonedAsync("chatra-send")).ShouldNotContainKey("status");
        Allow();

        var wakeUp = (await FirstAsync("chatra-send"))!;
        wakeUp["key"]!.GetValue<string>().ShouldBe("cloudevents:77:shipped");
        wakeUp["status"]!.GetValue<string>().ShouldBe("queued");
        wakeUp["reason"]!.GetValue<string>().ShouldContain("403 AuthorizationPermissionMismatch");
        (await ReplayAsync("chatra-send")).ShouldBeGreaterThan(0);
        await Api.MessageAsync("cloudevents:77:shipped", "sent");
        (await App.Chatra.MessagesAsync()).Count.ShouldBe(1);
    }

    private void Refuse(Func<RecordedCall, bool> which) => _proxy!.BeforeForward = call =>
        Task.FromResult(which(call) ? FaultAction.Answer(403, "AuthorizationPermissionMismatch") : null);

    private void Allow() => _proxy!.BeforeForward = null;

    private Task<JsonObject> PoisonedAsync(string queue) => Eventually.GetAsync(() => FirstAsync(queue), $"something is in the poison queue of {queue}");

    private async Task<JsonObject?> FirstAsync(string queue) =>
        await Api.GetAsync($"poison/{queue}") is { Status: HttpStatusCode.OK } answer && answer.Json["messages"]!.AsArray() is [var first, ..] ? first!.AsObject() : null;

    private async Task<int> ReplayAsync(string queue, string? id = null)
    {
        var answer = id is null
            ? await Api.SendAsync("POST", $"poison/{queue}/replay")
            : await Api.SendAsync("POST", $"poison/{queue}/replay", new JsonObject { ["id"] = id }.ToJsonString());
        return answer.ShouldBe(HttpStatusCode.OK).Json["replayed"]!.GetValue<int>();
    }

    private async Task<int> DepthAsync(string queue) =>
        (await App.Storage.Queue(queue).GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount;
}
