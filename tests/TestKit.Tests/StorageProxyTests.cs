using System.Diagnostics;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace TestKit.Tests;

public sealed class StorageProxyTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StorageProxy _proxy = null!;
    private string _connectionString = null!;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.Server);
        _connectionString = _proxy.ConnectionStringFor(azurite.NewAccount());
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task Signed_requests_with_awkward_paths_pass_all_three_services()
    {
        var table = new TableClient(_connectionString, "Rows");
        await table.CreateAsync(Ending);
        const string key = "50% + ü 'q' ..";
        await table.AddEntityAsync(new TableEntity(key, key) { ["Text"] = "here" }, Ending);
        var container = new BlobContainerClient(_connectionString, "files");
        await container.CreateAsync(cancellationToken: Ending);
        await container.UploadBlobAsync("a b/%2F/ü", new BinaryData(new byte[200_000]), Ending);
        var queue = new QueueClient(_connectionString, "orders");
        await queue.CreateAsync(cancellationToken: Ending);
        await queue.SendMessageAsync("text", Ending);

        (await table.GetEntityAsync<TableEntity>(key, key, cancellationToken: Ending)).Value["Text"].ShouldBe("here");
        var blob = await container.GetBlobClient("a b/%2F/ü").DownloadContentAsync(Ending);
        blob.Value.Content.ToMemory().Length.ShouldBe(200_000);
        (await queue.PeekMessageAsync(Ending)).Value.MessageText.ShouldBe("text");
    }

    [Fact]
    public async Task Every_call_is_recorded_in_order_with_its_answer()
    {
        var queue = new QueueClient(_connectionString, "orders");
        await queue.CreateAsync(cancellationToken: Ending);
        await queue.SendMessageAsync("text", Ending);
        await new TableClient(_connectionString, "Rows").GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Ending);

        _proxy
            .Calls.Select(call => (call.Number, call.Service, call.Method, call.Resource, call.Status))
            .ShouldBe([
                (1, StorageService.Queue, "PUT", "orders", 201),
                (2, StorageService.Queue, "POST", "orders/messages", 201),
                (3, StorageService.Table, "GET", "Rows(PartitionKey='p',RowKey='r')", 404),
            ]);
        _proxy.CallsTo(StorageService.Table).Count.ShouldBe(1);
        _proxy.Clear();
        _proxy.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_before_the_storage_leaves_nothing_stored()
    {
        var queue = await NewQueueAsync();
        _proxy.BeforeForward = call => Task.FromResult<FaultAction?>(FaultAction.Answer(503, "ServerBusy"));

        var failure = await Should.ThrowAsync<RequestFailedException>(() => queue.SendMessageAsync("text", Ending));

        (failure.Status, failure.ErrorCode).ShouldBe((503, "ServerBusy"));
        _proxy.BeforeForward = null;
        (await queue.PeekMessagesAsync(cancellationToken: Ending)).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_after_the_storage_leaves_it_stored_and_the_application_in_the_dark()
    {
        var queue = await NewQueueAsync();
        _proxy.AfterForward = call => Task.FromResult<FaultAction?>(FaultAction.Drop);

        await Should.ThrowAsync<RequestFailedException>(() => queue.SendMessageAsync("text", Ending));

        _proxy.AfterForward = null;
        (await queue.PeekMessagesAsync(cancellationToken: Ending)).Value.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_hanging_call_ends_with_the_applications_own_time_limit()
    {
        var queue = await NewQueueAsync(networkTimeout: TimeSpan.FromMilliseconds(300));
        _proxy.BeforeForward = call => Task.FromResult<FaultAction?>(FaultAction.Hang);

        await Should.ThrowAsync<TaskCanceledException>(() => queue.SendMessageAsync("text", Ending));
    }

    [Fact]
    public async Task A_hanging_call_does_not_hold_up_the_proxys_end()
    {
        var queue = await NewQueueAsync();
        var hanging = new TaskCompletionSource();
        _proxy.BeforeForward = call =>
        {
            hanging.SetResult();
            return Task.FromResult<FaultAction?>(FaultAction.Hang);
        };
        var sending = queue.SendMessageAsync("text", Ending);
        await hanging.Task;

        var watch = Stopwatch.StartNew();
        await _proxy.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await Should.ThrowAsync<RequestFailedException>(() => sending);
    }

    private async Task<QueueClient> NewQueueAsync(TimeSpan? networkTimeout = null)
    {
        var retry = new QueueClientOptions
        {
            Retry = { MaxRetries = 0, NetworkTimeout = networkTimeout ?? TimeSpan.FromSeconds(30) },
        };
        var queue = new QueueClient(_connectionString, "orders", retry);
        await queue.CreateAsync(cancellationToken: Ending);
        return queue;
    }
}
