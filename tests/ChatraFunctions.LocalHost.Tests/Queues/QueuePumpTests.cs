using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using TestKit;

namespace ChatraFunctions.LocalHost.Tests.Queues;

public sealed class QueuePumpTests(AzuriteFixture azurite)
{
    private readonly WorkQueue _queue = new(azurite.NewAccount());

    [Fact]
    public async Task A_message_runs_once_and_is_gone()
    {
        var work = new Work();
        await using var host = await StartAsync(work, _queue.Settings());
        await _queue.SendAsync("grüße 😀");

        await Eventually.HoldsAsync(async () => await _queue.DepthAsync() == 0, "the message is deleted");

        work.Begun.Count.ShouldBe(1);
        work.Begun[0].Message.Body.ToString().ShouldBe("grüße 😀");
        work.Begun[0].Message.DequeueCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_is_hidden_for_a_minute_while_it_runs()
    {
        var work = new Work();
        await using var host = await StartAsync(work, _queue.Settings());
        await _queue.SendAsync("x");

        await Eventually.HoldsAsync(() => work.Ended == 1, "it ran");

        var (message, at) = work.Begun[0];
        (message.NextVisibleOn!.Value - at).ShouldBeInRange(TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task A_long_run_keeps_its_message_by_renewing_the_lease()
    {
        var finish = new TaskCompletionSource();
        var work = new Work { Do = (_, _) => finish.Task };
        await using var host = await StartAsync(work, _queue.Settings(("LocalHost__MessageLease", "00:00:02")));
        await _queue.SendAsync("x");

        await Eventually.HoldsAsync(() => work.Running == 1, "it runs");
        for (var look = 0; look < 25; look++)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            (await _queue.VisibleAsync()).ShouldBe(0);
        }

        finish.SetResult();
        await Eventually.HoldsAsync(async () => await _queue.DepthAsync() == 0, "the latest pop receipt deletes it");
        work.Begun.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_again_before_the_lease_ends()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.Server);
        var failed = 0;
        var account = azurite.NewAccount();
        var queue = new WorkQueue(account);
        await queue.CreateAsync();
        var finish = new TaskCompletionSource();
        var work = new Work { Do = (_, _) => finish.Task };
        var settings = queue.Settings(("LocalHost__MessageLease", "00:00:06"));
        settings["AzureWebJobsStorage"] = proxy.ConnectionStringFor(account);
        proxy.BeforeForward = call => Task.FromResult(
            IsRenewal(call) && Interlocked.Increment(ref failed) == 1 ? FaultAction.Answer(403, "TestFault") : null);
        await using var host = await RunningHost.StartAsync<Work.Functions>(settings, work);
        await queue.SendAsync("x");

        await Eventually.HoldsAsync(() => proxy.Calls.Count(IsRenewal) >= 3, "it goes on renewing");
        work.Begun.Count.ShouldBe(1);
        finish.SetResult();

        await Eventually.HoldsAsync(async () => await queue.DepthAsync() == 0, "it is deleted");
        host.Log.Lines.ShouldContain(line => line.Contains("could not be renewed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_comes_back_after_the_visibility_timeout_and_is_logged_with_its_count()
    {
        var work = new Work { Do = (message, _) => message.DequeueCount == 1 ? throw new InvalidOperationException("first") : Task.CompletedTask };
        await using var host = await StartAsync(work, _queue.Settings(("visibilityTimeout", "00:00:02")));
        await _queue.SendAsync("x");

        await Eventually.HoldsAsync(async () => await _queue.DepthAsync() == 0, "it succeeds the second time");

        work.Begun.Select(begun => begun.Message.DequeueCount).ShouldBe([1, 2]);
        (work.Begun[1].At - work.Begun[0].At).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
        host.Log.Lines.ShouldContain($"Error: Work failed on message {work.Begun[0].Message.MessageId}, dequeued 1 times <- first");
    }

    [Fact]
    public async Task Past_the_dequeue_count_the_raw_text_goes_to_a_poison_queue_made_for_it()
    {
        var work = new Work { Do = (_, _) => throw new InvalidOperationException("always") };
        var text = Convert.ToBase64String("<ü> & \"x\""u8);
        await using var host = await StartAsync(work, _queue.Settings(("maxDequeueCount", "3")));
        await _queue.SendRawAsync(text);

        await Eventually.HoldsAsync(async () => await _queue.DepthAsync() == 0, "it leaves the queue");

        (await _queue.PoisonAsync()).ShouldBe([text]);
        work.Begun.Select(begun => begun.Message.DequeueCount).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_message_that_killed_its_process_too_often_is_not_tried_again()
    {
        var work = new Work();
        await _queue.CreateAsync();
        await _queue.SendAsync("x");
        for (var time = 1; time <= 2; time++)
        {
            await _queue.TakeInVainAsync();
            await Eventually.HoldsAsync(async () => await _queue.VisibleAsync() == 1, "it comes back");
        }

        await using var host = await RunningHost.StartAsync<Work.Functions>(_queue.Settings(("maxDequeueCount", "2")), work);

        await Eventually.HoldsAsync(async () => await _queue.DepthAsync() == 0, "it leaves the queue");
        (await _queue.PoisonAsync()).ShouldBe([Convert.ToBase64String("x"u8)]);
        work.Begun.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not base64 at all!")]
    [InlineData("{\"json\": \"<tag> & 'quotes' – 😀\"}")]
    [InlineData("  abc")]
    public async Task What_cannot_be_decoded_goes_to_the_poison_queue_as_it_is(string text)
    {
        var work = new Work();
        await using var host = await StartAsync(work, _queue.Settings());
        await _queue.SendRawAsync(text);

        await Eventually.HoldsAsync(async () => await _queue.DepthAsync() == 0, "it leaves the queue");

        (await _queue.PoisonAsync()).ShouldBe([text]);
        work.Begun.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_encoding_none_the_text_itself_is_the_message()
    {
        var work = new Work();
        await using var host = await StartAsync(work, _queue.Settings(("messageEncoding", "none")));
        await _queue.SendRawAsync("plain text");

        await Eventually.HoldsAsync(() => work.Ended == 1, "it runs");

        work.Begun[0].Message.Body.ToString().ShouldBe("plain text");
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 3)]
    [InlineData(4, null)]
    public async Task A_new_batch_is_taken_when_no_more_than_the_threshold_still_run(int batch, int? threshold)
    {
        var left = threshold ?? batch / 2;
        using var gate = new SemaphoreSlim(0);
        var work = new Work { Do = (_, cancellationToken) => gate.WaitAsync(cancellationToken) };
        await _queue.CreateAsync();
        var count = 3 * batch;
        for (var number = 1; number <= count; number++)
            await _queue.SendAsync($"{number}");

        (string, string)[] settings = threshold is null ? [("batchSize", $"{batch}")] : [("batchSize", $"{batch}"), ("newBatchThreshold", $"{threshold}")];
        await using var host = await RunningHost.StartAsync<Work.Functions>(_queue.Settings(settings), work);

        await Eventually.HoldsAsync(() => work.Running == batch, "the first batch runs");
        if (batch - left > 1)
            gate.Release(batch - left - 1);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        work.Begun.Count.ShouldBe(batch);
        gate.Release();
        await Eventually.HoldsAsync(() => work.Running == batch + left, "the second batch runs beside what is left of the first");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        work.MostRunning.ShouldBe(batch + left);

        gate.Release(count);
        await Eventually.HoldsAsync(async () => await _queue.DepthAsync() == 0, "all are done");
        work.MostRunning.ShouldBe(batch + left);
        work.Begun.Count.ShouldBe(count);
    }

    [Fact]
    public async Task A_missing_queue_is_waited_for()
    {
        var work = new Work();
        await using var host = await RunningHost.StartAsync<Work.Functions>(_queue.Settings(), work);
        await Eventually.HoldsAsync(() => host.Log.Lines.Contains("Warning: Work waits for the queue work (QueueNotFound)"), "it says so");

        await _queue.CreateAsync();
        await _queue.SendAsync("x");

        await Eventually.HoldsAsync(() => work.Ended == 1, "it runs");
        host.Log.Lines.ShouldContain("Information: Work takes messages from the queue work again");
    }

    [Fact]
    public async Task A_connection_names_another_account_and_a_setting_the_queue()
    {
        var account = azurite.NewAccount();
        var orders = new QueueClient(account, "orders-in", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await orders.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        await orders.SendMessageAsync("hello", TestContext.Current.CancellationToken);
        var settings = _queue.Settings();
        settings["OrderStorage"] = account;
        settings["Orders__QueueName"] = "orders-in";
        var seen = new Seen();

        await using var host = await RunningHost.StartAsync<EveryShape>(settings, seen);

        await Eventually.HoldsAsync(() => seen.Text is not null, "it runs");
        seen.Text.ShouldBe("hello");
    }

    [Fact]
    public async Task A_message_comes_as_text_bytes_or_data_and_its_function_may_return_nothing()
    {
        var account = azurite.NewAccount();
        foreach (var name in new[] { "texts", "bytes", "data" })
        {
            var client = new QueueClient(account, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
            await client.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
            await client.SendMessageAsync(name, TestContext.Current.CancellationToken);
        }

        var seen = new Seen();
        var settings = new WorkQueue(account).Settings();
        await using var host = await RunningHost.StartAsync<Shapes>(settings, seen);

        await Eventually.HoldsAsync(() => seen is { Text: "texts", Bytes: "bytes", Data: "data" }, "each runs");
    }

    [Fact]
    public void A_missing_connection_is_named()
    {
        var settings = _queue.Settings();
        settings.Remove("AzureWebJobsStorage");

        Should.Throw<SettingException>(() => RunningHost.Create(settings, typeof(Work.Functions))).Message.ShouldStartWith("AzureWebJobsStorage: ");
        settings["AzureWebJobsStorage"] = "nonsense";
        Should.Throw<SettingException>(() => RunningHost.Create(settings, typeof(Work.Functions))).Message.ShouldStartWith("AzureWebJobsStorage: ");
    }

    private static bool IsRenewal(RecordedCall call) => call.Method == "PUT" && call.Resource.StartsWith("work/messages/", StringComparison.Ordinal);

    private async Task<RunningHost> StartAsync(Work work, Dictionary<string, string?> settings)
    {
        await _queue.CreateAsync();
        return await RunningHost.StartAsync<Work.Functions>(settings, work);
    }

    public sealed class Seen
    {
        public string? Text { get; set; }

        public string? Bytes { get; set; }

        public string? Data { get; set; }
    }

    public sealed class EveryShape(Seen seen)
    {
        [Function("TakeOrder")]
        public ValueTask TakeAsync([QueueTrigger("%Orders__QueueName%", Connection = "OrderStorage")] string text)
        {
            seen.Text = text;
            return ValueTask.CompletedTask;
        }
    }

    public sealed class Shapes(Seen seen)
    {
        [Function("TakeText")]
        public void TakeText([QueueTrigger("texts")] string text) => seen.Text = text;

        [Function("TakeBytes")]
        public void TakeBytes([QueueTrigger("bytes")] byte[] bytes) => seen.Bytes = System.Text.Encoding.UTF8.GetString(bytes);

        [Function("TakeData")]
        public Task TakeDataAsync([QueueTrigger("data")] BinaryData data, CancellationToken cancellationToken)
        {
            seen.Data = data.ToString();
            return Task.Delay(1, cancellationToken);
        }
    }
}
