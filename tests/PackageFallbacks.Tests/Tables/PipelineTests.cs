using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using TestKit;

namespace PackageFallbacks.Tests.Tables;

public sealed class PipelineTests(TableAccount account) : IAsyncLifetime
{
    private readonly SentHeaders _sent = new();
    private StorageProxy _proxy = null!;
    private string _name = null!;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(account.Server);
        _name = (await account.NewTableAsync()).Name;
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task A_busy_service_is_asked_again_with_a_new_signature()
    {
        // The signature covers the date, whose resolution is a second.
        var table = Table(retries: 2, delay: TimeSpan.FromMilliseconds(1100));
        FailFirst(1, FaultAction.Answer(503, "ServerBusy"));

        await table.AddEntityAsync(new TableEntity("p", "r"), Ending);

        _proxy.Calls.Select(call => call.Status).ShouldBe([503, 204]);
        _sent.Of("Authorization").Distinct().Count().ShouldBe(2);
        _sent.Of("x-ms-date").Distinct().Count().ShouldBe(2);
        _sent.Of("x-ms-client-request-id").Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_transaction_whose_connection_drops_is_sent_again_whole()
    {
        var table = Table(retries: 2, delay: TimeSpan.FromMilliseconds(10));
        FailFirst(2, FaultAction.Drop);

        await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))], Ending);

        _proxy.Calls.Select(call => call.Status).ShouldBe([null, null, 202]);
    }

    [Fact]
    public async Task The_retry_settings_are_kept_to()
    {
        var table = Table(retries: 1, delay: TimeSpan.FromMilliseconds(10));
        FailFirst(5, FaultAction.Answer(503, "ServerBusy"));

        var failure = await Should.ThrowAsync<RequestFailedException>(() =>
            table.AddEntityAsync(new TableEntity("p", "r"), Ending));

        (failure.Status, failure.ErrorCode).ShouldBe((503, "ServerBusy"));
        _proxy.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        var table = Table(retries: 3, delay: TimeSpan.FromMilliseconds(10));
        FailFirst(5, FaultAction.Answer(412, "UpdateConditionNotSatisfied"));

        var failure = await Should.ThrowAsync<RequestFailedException>(() =>
            table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All, cancellationToken: Ending));

        (failure.Status, failure.ErrorCode).ShouldBe((412, "UpdateConditionNotSatisfied"));
        _proxy.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_service_that_hangs_is_given_up_after_the_network_time_limit()
    {
        var table = Table(retries: 1, delay: TimeSpan.FromMilliseconds(10), networkTimeout: TimeSpan.FromMilliseconds(500));
        FailFirst(1, FaultAction.Hang);

        await table.AddEntityAsync(new TableEntity("p", "r"), Ending);

        _proxy.Calls.Select(call => call.Status).ShouldBe([null, 204]);
    }

    [Fact]
    public async Task A_failure_that_is_not_the_services_own_still_tells_its_status()
    {
        var table = Table(retries: 0, delay: TimeSpan.Zero);
        FailFirst(1, FaultAction.Answer(502));

        var failure = await Should.ThrowAsync<RequestFailedException>(() =>
            table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))], Ending));

        (failure.Status, failure.ErrorCode).ShouldBe((502, null));
    }

    [Fact]
    public async Task A_request_ends_when_it_is_cancelled()
    {
        var table = Table(retries: 3, delay: TimeSpan.FromMilliseconds(10));
        using var early = new CancellationTokenSource();
        _proxy.BeforeForward = async _ =>
        {
            await early.CancelAsync();
            return FaultAction.Hang;
        };

        await Should.ThrowAsync<OperationCanceledException>(() => table.AddEntityAsync(new TableEntity("p", "r"), early.Token));

        _proxy.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Each_operation_is_one_request()
    {
        var table = Table(retries: 0, delay: TimeSpan.Zero);

        await table.AddEntityAsync(new TableEntity("p", "r"), Ending);
        await table.UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: Ending);
        await table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All, cancellationToken: Ending);
        await table.GetEntityIfExistsAsync<TableEntity>("p", "r", null, Ending);
        await table.QueryAsync<TableEntity>(cancellationToken: Ending).ToListAsync(Ending);
        await table.SubmitTransactionAsync(
            Enumerable
                .Range(0, 100)
                .Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{number}"))),
            Ending);
        await table.DeleteEntityAsync("p", "r", cancellationToken: Ending);
        await table.CreateIfNotExistsAsync(Ending);

        _proxy.Calls.Select(call => call.Method).ShouldBe(["POST", "PATCH", "PATCH", "GET", "GET", "POST", "DELETE", "POST"]);
        _sent.Of("x-ms-version").Distinct().ShouldBe(["2020-12-06"]);
        _sent.Of("User-Agent")[0].ShouldStartWith("azsdk-net-Data.Tables/12.");
    }

    [Fact]
    public async Task The_service_version_can_be_chosen()
    {
        var table = Table(retries: 0, delay: TimeSpan.Zero, version: TableClientOptions.ServiceVersion.V2019_02_02);

        await table.AddEntityAsync(new TableEntity("p", "r"), Ending);

        _sent.Of("x-ms-version").ShouldBe(["2019-02-02"]);
    }

    private TableClient Table(
        int retries,
        TimeSpan delay,
        TimeSpan? networkTimeout = null,
        TableClientOptions.ServiceVersion version = TableClientOptions.ServiceVersion.V2020_12_06)
    {
        var options = new TableClientOptions(version)
        {
            Retry =
            {
                Mode = RetryMode.Fixed,
                MaxRetries = retries,
                Delay = delay,
                NetworkTimeout = networkTimeout ?? TimeSpan.FromSeconds(30),
            },
        };
        options.AddPolicy(_sent, HttpPipelinePosition.BeforeTransport);
        return new TableClient(_proxy.ConnectionStringFor(account.ConnectionString), _name, options);
    }

    private void FailFirst(int count, FaultAction fault) =>
        _proxy.BeforeForward = call => Task.FromResult(call.Number <= count ? fault : null);

    private sealed class SentHeaders : HttpPipelineSynchronousPolicy
    {
        private readonly ConcurrentQueue<HttpHeader[]> _requests = new();

        public IReadOnlyList<string> Of(string name) =>
            [
                .. _requests.Select(headers =>
                    headers.Single(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Value),
            ];

        public override void OnSendingRequest(HttpMessage message) => _requests.Enqueue([.. message.Request.Headers]);
    }
}
