using Azure;
using Azure.Data.Tables;

namespace PackageFallbacks.Tests.Tables;

public sealed class QueryTests(TableAccount account) : IAsyncLifetime
{
    private TableClient _table = null!;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _table = await account.NewTableAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_query_goes_on_past_the_thousand_rows_of_a_page()
    {
        await AddAsync(2_345);

        var pages = await _table
            .QueryAsync<TableEntity>("PartitionKey eq 'p'", cancellationToken: Ending)
            .AsPages()
            .ToListAsync(Ending);
        var rows = await _table.QueryAsync<TableEntity>("PartitionKey eq 'p'", cancellationToken: Ending).ToListAsync(Ending);

        pages.Select(page => page.Values.Count).ShouldBe([1000, 1000, 345]);
        rows.Select(row => row.RowKey).ShouldBe(Enumerable.Range(0, 2_345).Select(Key));
    }

    [Fact]
    public async Task A_page_can_be_smaller_and_the_next_one_asked_for_later()
    {
        await AddAsync(25);

        var first = await _table.QueryAsync<TableEntity>(maxPerPage: 10, cancellationToken: Ending).AsPages().FirstAsync(Ending);
        var rest = await _table
            .QueryAsync<TableEntity>(maxPerPage: 10, cancellationToken: Ending)
            .AsPages(first.ContinuationToken)
            .ToListAsync(Ending);
        var hinted = await _table
            .QueryAsync<TableEntity>(maxPerPage: 10, cancellationToken: Ending)
            .AsPages(pageSizeHint: 20)
            .ToListAsync(Ending);

        first.Values.Count.ShouldBe(10);
        rest.Select(page => page.Values.Count).ShouldBe([10, 5]);
        rest[0].Values[0].RowKey.ShouldBe(Key(10));
        rest[^1].ContinuationToken.ShouldBeNull();
        hinted.Select(page => page.Values.Count).ShouldBe([20, 5]);
    }

    [Fact]
    public async Task A_continuation_survives_keys_with_spaces_and_signs()
    {
        foreach (var key in (string[])["a b", "a+b", "ü %", "z'z"])
            await _table.AddEntityAsync(new TableEntity(key, key), Ending);

        var rows = await _table.QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: Ending).ToListAsync(Ending);

        rows.Select(row => row.RowKey).ShouldBe(["a b", "a+b", "ü %", "z'z"], ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_found_is_one_empty_page()
    {
        var pages = await _table.QueryAsync<TableEntity>(cancellationToken: Ending).AsPages().ToListAsync(Ending);

        pages.ShouldHaveSingleItem().Values.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_selected_properties_come_back()
    {
        await _table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = "b" }, Ending);

        var row = await _table.QueryAsync<TableEntity>(select: ["RowKey", "B"], cancellationToken: Ending).SingleAsync(Ending);

        (row.ContainsKey("A"), row["B"], row.RowKey).ShouldBe((false, "b", "r"));
    }

    [Fact]
    public async Task Every_type_can_be_filtered_by()
    {
        var id = Guid.NewGuid();
        var at = new DateTimeOffset(2024, 5, 6, 7, 8, 9, 123, TimeSpan.FromHours(2));
        await _table.AddEntityAsync(
            new TableEntity("p", "wanted")
            {
                ["Text"] = "it's 100% + \"ü\" & 😀",
                ["Int"] = -7,
                ["Long"] = 1L << 40,
                ["Double"] = 2.5,
                ["Flag"] = true,
                ["At"] = at,
                ["Id"] = id,
                ["Bytes"] = new byte[] { 0, 255 },
            },
            Ending);
        await _table.AddEntityAsync(
            new TableEntity("p", "other")
            {
                ["Text"] = "its",
                ["Int"] = 7,
                ["Long"] = 1L,
                ["Double"] = 2d,
                ["Flag"] = false,
                ["At"] = at.AddMilliseconds(1),
                ["Id"] = Guid.NewGuid(),
                ["Bytes"] = new byte[] { 0 },
            },
            Ending);

        await FindsAsync($"Text eq {"it's 100% + \"ü\" & 😀"}");
        await FindsAsync($"Int lt {0}");
        await FindsAsync($"Long ge {1L << 40}");
        await FindsAsync($"Double gt {2.25}");
        await FindsAsync($"Flag eq {true}");
        await FindsAsync($"At le {at}");
        await FindsAsync($"At le {at.UtcDateTime}");
        await FindsAsync($"Id eq {id}");
        await FindsAsync($"Bytes eq {new byte[] { 0, 255 }}");
        await FindsAsync($"Int lt {0} and (Flag eq {true} or Text eq {"no"}) and not (RowKey eq {"other"})");
    }

    [Fact]
    public async Task A_range_of_row_keys_is_found_in_order()
    {
        await AddAsync(30);

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {Key(10)} and RowKey lt {Key(20)}");
        var rows = await _table.QueryAsync<TableEntity>(filter, cancellationToken: Ending).ToListAsync(Ending);

        rows.Select(row => row.RowKey).ShouldBe(Enumerable.Range(10, 10).Select(Key));
    }

    [Fact]
    public async Task A_filter_that_is_none_is_refused_when_the_answer_is_asked_for()
    {
        var query = _table.QueryAsync<TableEntity>("this is ( no filter", cancellationToken: Ending);

        var failure = await Should.ThrowAsync<RequestFailedException>(async () => await query.ToListAsync(Ending));

        (failure.Status, failure.ErrorCode).ShouldBe((400, "InvalidInput"));
    }

    [Fact]
    public async Task A_query_ends_when_it_is_cancelled()
    {
        await AddAsync(2);
        using var early = new CancellationTokenSource();
        var query = _table.QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: early.Token);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in query)
                await early.CancelAsync();
        });
    }

    private static string Key(int number) => $"{number:D6}";

    private async Task AddAsync(int count)
    {
        foreach (var part in Enumerable.Range(0, count).Chunk(100))
            await _table.SubmitTransactionAsync(
                part.Select(number => new TableTransactionAction(
                    TableTransactionActionType.Add,
                    new TableEntity("p", Key(number)))),
                Ending);
    }

    private async Task FindsAsync(FormattableString filter)
    {
        var found = await _table
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter), cancellationToken: Ending)
            .ToListAsync(Ending);
        found.Select(row => row.RowKey).ShouldBe(["wanted"], filter.Format);
    }
}
