using Azure;
using Azure.Data.Tables;

namespace PackageFallbacks.Tests.Tables;

public sealed class TransactionTests(TableAccount account) : IAsyncLifetime
{
    private static readonly ETag Stale = new("W/\"datetime'2024-01-01T00%3A00%3A00.0000000Z'\"");

    private TableClient _table = null!;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _table = await account.NewTableAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_hundred_rows_are_written_at_once_and_each_answer_names_its_version()
    {
        var answer = await _table.SubmitTransactionAsync(
            Enumerable.Range(0, 100).Select(number => Add($"{number:D3}", number)),
            Ending);

        answer.GetRawResponse().Status.ShouldBe(202);
        answer.Value.Count.ShouldBe(100);
        var rows = await RowsAsync();
        rows.Select(row => row.GetInt32("Value")).ShouldBe(Enumerable.Range(0, 100).Cast<int?>());
        rows.Select(row => (ETag?)row.ETag).ShouldBe(answer.Value.Select(part => part.Headers.ETag));
        answer.Value.Select(part => part.Status).Distinct().ShouldBe([204]);
    }

    [Fact]
    public async Task Every_kind_of_action_does_what_it_says()
    {
        await _table.SubmitTransactionAsync(
            [Add("merge", 1), Add("replace", 1), Add("upsert-merge", 1), Add("upsert-replace", 1), Add("delete", 1)],
            Ending);

        await _table.SubmitTransactionAsync(
            [
                Add("add", 1),
                Action(TableTransactionActionType.UpdateMerge, "merge", ETag.All),
                Action(TableTransactionActionType.UpdateReplace, "replace", ETag.All),
                Action(TableTransactionActionType.UpsertMerge, "upsert-merge"),
                Action(TableTransactionActionType.UpsertReplace, "upsert-replace"),
                Action(TableTransactionActionType.UpsertMerge, "upsert-new"),
                Action(TableTransactionActionType.Delete, "delete"),
            ],
            Ending);

        (await RowsAsync())
            .Select(row => (row.RowKey, row["Value"], row["More"]))
            .ShouldBe([
                ("add", 1, null!),
                ("merge", 1, 2),
                ("replace", null!, 2),
                ("upsert-merge", 1, 2),
                ("upsert-new", null!, 2),
                ("upsert-replace", null!, 2),
            ]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(57)]
    [InlineData(99)]
    public async Task A_row_that_is_there_fails_the_whole_and_is_named(int index)
    {
        await _table.AddEntityAsync(new TableEntity("p", $"{index:D3}"), Ending);

        var failure = await Should.ThrowAsync<TableTransactionFailedException>(() =>
            _table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(number => Add($"{number:D3}", number)), Ending));

        (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex).ShouldBe((409, "EntityAlreadyExists", index));
        (await RowsAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(TableTransactionActionType.UpdateMerge)]
    [InlineData(TableTransactionActionType.UpdateReplace)]
    [InlineData(TableTransactionActionType.Delete)]
    public async Task A_stale_version_fails_the_whole_and_is_named(TableTransactionActionType type)
    {
        await _table.AddEntityAsync(new TableEntity("p", "old"), Ending);

        var failure = await Should.ThrowAsync<TableTransactionFailedException>(() =>
            _table.SubmitTransactionAsync([Add("new", 1), Action(type, "old", Stale)], Ending));

        (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex).ShouldBe(
            (412, "UpdateConditionNotSatisfied", 1));
        (await RowsAsync()).Select(row => row.RowKey).ShouldBe(["old"]);
    }

    [Fact]
    public async Task The_version_that_was_read_passes()
    {
        var version = (await _table.AddEntityAsync(new TableEntity("p", "r"), Ending)).Headers.ETag!.Value;

        await _table.SubmitTransactionAsync([Action(TableTransactionActionType.UpdateMerge, "r", version)], Ending);

        (await RowsAsync()).Single()["More"].ShouldBe(2);
    }

    [Fact]
    public async Task An_update_without_a_version_is_an_upsert()
    {
        await _table.SubmitTransactionAsync([Action(TableTransactionActionType.UpdateReplace, "new")], Ending);

        (await RowsAsync()).Single().RowKey.ShouldBe("new");
    }

    [Fact]
    public async Task Deleting_what_is_not_there_fails_the_whole()
    {
        var failure = await Should.ThrowAsync<TableTransactionFailedException>(() =>
            _table.SubmitTransactionAsync([Add("new", 1), Action(TableTransactionActionType.Delete, "gone")], Ending));

        (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex).ShouldBe((404, "ResourceNotFound", 1));
        (await RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_may_be_named_once()
    {
        var failure = await Should.ThrowAsync<TableTransactionFailedException>(() =>
            _table.SubmitTransactionAsync(
                [Action(TableTransactionActionType.UpsertMerge, "r"), Action(TableTransactionActionType.UpsertMerge, "r")],
                Ending));

        (failure.Status, failure.ErrorCode).ShouldBe((400, "InvalidDuplicateRow"));
    }

    [Fact]
    public async Task Nothing_to_do_is_a_mistake() =>
        await Should.ThrowAsync<InvalidOperationException>(() => _table.SubmitTransactionAsync([], Ending));

    [Fact]
    public async Task Long_texts_of_all_scripts_pass_unchanged()
    {
        var text = string.Concat(Enumerable.Repeat("😀 עברית {\"odata.error\":1} --changeset HTTP/1.1 500 ", 200));

        await _table.SubmitTransactionAsync(
            Enumerable
                .Range(0, 20)
                .Select(number => new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace,
                    new TableEntity("p", $"{number:D2}") { ["Text"] = text })),
            Ending);

        (await RowsAsync()).Select(row => row.GetString("Text")).Distinct().ShouldBe([text]);
    }

    [Fact]
    public async Task A_transaction_on_a_missing_table_is_an_error()
    {
        var missing = new TableClient(account.ConnectionString, TableAccount.NewName());

        var failure = await Should.ThrowAsync<RequestFailedException>(() =>
            missing.SubmitTransactionAsync([Add("r", 1)], Ending));

        (failure.Status, failure.ErrorCode).ShouldBe((404, "TableNotFound"));
    }

    private static TableTransactionAction Add(string key, int value) =>
        new(TableTransactionActionType.Add, new TableEntity("p", key) { ["Value"] = value });

    private static TableTransactionAction Action(TableTransactionActionType type, string key, ETag version = default) =>
        new(type, new TableEntity("p", key) { ["More"] = 2 }, version);

    private async Task<List<TableEntity>> RowsAsync() =>
        await _table.QueryAsync<TableEntity>("PartitionKey eq 'p'", cancellationToken: Ending).ToListAsync(Ending);
}
