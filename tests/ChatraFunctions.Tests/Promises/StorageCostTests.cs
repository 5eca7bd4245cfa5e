using System.Net;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Promises;

/// <summary>What an event costs on the storage account, counted by what stands between it and the app.</summary>
public sealed class StorageCostTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StorageProxy? _proxy;
    private App? _app;
    private volatile bool _holding = true;

    private Api Api => _app!.Api;

    public async ValueTask InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.Server);
        _app = await App.StartAsync(azurite.NewAccount(), _proxy);
        _proxy.BeforeForward = call => Task.FromResult(Hold(call));
        await _held.Task.WaitAsync(TestContext.Current.CancellationToken);
        _proxy.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _proxy!.DisposeAsync();
    }

    [Fact]
    public async Task A_webhook_costs_one_write_before_its_202()
    {
        (await Api.PostWebhookAsync(Events.Transcript("small").ToJsonString())).ShouldBe(HttpStatusCode.Accepted);

        Work().ShouldBe(["Queue POST chatra-events/messages"]);
    }

    [Fact]
    public async Task A_webhook_that_does_not_fit_a_queue_message_costs_two()
    {
        var answer = (await Api.PostWebhookAsync(Long("large").ToJsonString())).ShouldBe(HttpStatusCode.Accepted);

        Work().ShouldBe([$"Blob PUT chatra-payloads/chatra-events/{answer.Json["id"]!.GetValue<string>()}.json", "Queue POST chatra-events/messages"]);
    }

    [Fact]
    public async Task A_transcript_of_1000_messages_is_stored_with_14_calls_on_tables()
    {
        (await Api.PostWebhookAsync(Long("stored").ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        _proxy!.Clear();
        _holding = false;
        await Eventually.HoldsAsync(IsDoneAsync, "the transcript is stored");

        // 1,002 rows in transactions of 100, and the chat under the day of its start, the day of its end and its client.
        var work = Work();
        work.Count(call => call == "Table POST $batch").ShouldBe(14);
        work.Where(call => call.StartsWith("Table", StringComparison.Ordinal)).ShouldAllBe(call => call == "Table POST $batch");
        work.Where(call => call.StartsWith("Blob", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldStartWith("Blob GET chatra-payloads/");
        (await _app!.Storage.RowsAsync(TableNames.Transcripts)).Count.ShouldBe(1002);
    }

    /// <summary>Two days long, and more than 48 KiB.</summary>
    private static System.Text.Json.Nodes.JsonObject Long(string chatId)
    {
        var transcript = Events.Transcript(chatId, 1000, number => $"The text of message {number}, which is not a long one.");
        transcript["client"]!["latestVisit"]!["finishedAt"] = 1_442_224_934_355 + TimeSpan.FromDays(2).TotalMilliseconds;
        return transcript;
    }

    /// <summary>Requests for the app's events are not answered while what comes before is counted.</summary>
    private FaultAction? Hold(RecordedCall call)
    {
        if (!_holding || !IsPoll(call) || !call.Resource.StartsWith(QueueNames.ChatraEvents, StringComparison.Ordinal))
            return null;

        _held.TrySetResult();
        return FaultAction.Hang;
    }

    private async Task<bool> IsDoneAsync()
    {
        var queue = await _app!.Storage.Queue(QueueNames.ChatraEvents).GetPropertiesAsync(TestContext.Current.CancellationToken);
        return queue.Value.ApproximateMessagesCount == 0;
    }

    /// <summary>All but the polling of queues, the renewal of leases, the timer, and the look at tombstones, once a minute.</summary>
    private List<string> Work() =>
    [
        .. _proxy!.Calls
            .Where(call => !IsPoll(call) && !call.Resource.StartsWith("RequestBudget", StringComparison.Ordinal))
            .Where(call => !(call.Service == StorageService.Queue && call.Method == "PUT") && !call.Resource.StartsWith("Erasures", StringComparison.Ordinal))
            .Select(call => $"{call.Service} {call.Method} {call.Resource}"),
    ];

    private static bool IsPoll(RecordedCall call) =>
        call is { Service: StorageService.Queue, Method: "GET" } && call.Resource.EndsWith("/messages", StringComparison.Ordinal);
}
