using Azure;
using Azure.Data.Tables;

namespace PackageFallbacks.Tests.Tables;

public sealed class EntityWriteTests(TableAccount account) : IAsyncLifetime
{
    private static readonly ETag Stale = new("W/\"datetime'2024-01-01T00%3A00%3A00.0000000Z'\"");

    private TableClient _table = null!;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _table = await account.NewTableAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_added_entity_reads_back_with_its_version_and_time()
    {
        var answer = await _table.AddEntityAsync(Row(("Text", "one")), Ending);

        var read = (await _table.GetEntityAsync<TableEntity>("p", "r", null, Ending)).Value;

        answer.Status.ShouldBe(204);
        (read.PartitionKey, read.RowKey, read.GetString("Text")).ShouldBe(("p", "r", "one"));
        (read.ETag == answer.Headers.ETag).ShouldBeTrue();
        read.Timestamp!.Value.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Adding_twice_is_a_conflict_and_keeps_the_first()
    {
        await _table.AddEntityAsync(Row(("Text", "first")), Ending);

        var failure = await Should.ThrowAsync<RequestFailedException>(() =>
            _table.AddEntityAsync(Row(("Text", "second")), Ending));

        (failure.Status, failure.ErrorCode).ShouldBe((409, "EntityAlreadyExists"));
        (await ReadAsync())["Text"].ShouldBe("first");
    }

    [Fact]
    public async Task An_upsert_that_merges_keeps_what_it_does_not_name()
    {
        await _table.UpsertEntityAsync(Row(("A", 1), ("B", 1)), cancellationToken: Ending);
        await _table.UpsertEntityAsync(Row(("B", 2), ("C", 2)), TableUpdateMode.Merge, Ending);

        var read = await ReadAsync();

        (read["A"], read["B"], read["C"]).ShouldBe((1, 2, 2));
    }

    [Fact]
    public async Task An_upsert_that_replaces_drops_what_it_does_not_name()
    {
        await _table.UpsertEntityAsync(Row(("A", 1), ("B", 1)), cancellationToken: Ending);
        await _table.UpsertEntityAsync(Row(("B", 2)), TableUpdateMode.Replace, Ending);

        var read = await ReadAsync();

        read.ContainsKey("A").ShouldBeFalse();
        read["B"].ShouldBe(2);
    }

    [Fact]
    public async Task An_update_of_the_version_that_was_read_is_done_once()
    {
        var added = await _table.AddEntityAsync(Row(("A", 1)), Ending);
        var version = added.Headers.ETag!.Value;

        var updated = await _table.UpdateEntityAsync(Row(("A", 2)), version, TableUpdateMode.Replace, Ending);
        var again = await Should.ThrowAsync<RequestFailedException>(() =>
            _table.UpdateEntityAsync(Row(("A", 3)), version, TableUpdateMode.Replace, Ending));

        (again.Status, again.ErrorCode).ShouldBe((412, "UpdateConditionNotSatisfied"));
        var read = await ReadAsync();
        read["A"].ShouldBe(2);
        (read.ETag == updated.Headers.ETag).ShouldBeTrue();
        read.ETag.ShouldNotBe(version);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, true)]
    [InlineData(TableUpdateMode.Replace, false)]
    public async Task An_update_of_any_version_follows_its_mode(TableUpdateMode mode, bool keepsA)
    {
        await _table.AddEntityAsync(Row(("A", 1)), Ending);

        await _table.UpdateEntityAsync(Row(("B", 2)), ETag.All, mode, Ending);

        var read = await ReadAsync();
        read.ContainsKey("A").ShouldBe(keepsA);
        read["B"].ShouldBe(2);
    }

    [Fact]
    public async Task An_update_merges_unless_told()
    {
        await _table.AddEntityAsync(Row(("A", 1)), Ending);

        await _table.UpdateEntityAsync(Row(("B", 2)), ETag.All, cancellationToken: Ending);

        (await ReadAsync())["A"].ShouldBe(1);
    }

    [Fact]
    public async Task An_update_without_a_version_is_refused_before_it_is_sent() =>
        await Should.ThrowAsync<ArgumentException>(() => _table.UpdateEntityAsync(Row(), default, cancellationToken: Ending));

    [Fact]
    public async Task An_update_does_not_create()
    {
        var failure = await Should.ThrowAsync<RequestFailedException>(() =>
            _table.UpdateEntityAsync(Row(), ETag.All, cancellationToken: Ending));

        (failure.Status, failure.ErrorCode).ShouldBe((404, "ResourceNotFound"));
    }

    [Fact]
    public async Task The_version_and_time_in_an_entity_are_no_condition_and_no_property()
    {
        var entity = Row(("A", 1));
        entity.ETag = Stale;
        entity.Timestamp = DateTimeOffset.UnixEpoch;

        await _table.UpsertEntityAsync(entity, TableUpdateMode.Replace, Ending);

        var read = await ReadAsync();
        read.Keys.ShouldBe(["odata.etag", "PartitionKey", "RowKey", "Timestamp", "A"], ignoreOrder: true);
        read.Timestamp.ShouldNotBe(DateTimeOffset.UnixEpoch);
        read.ETag.ShouldNotBe(Stale);
    }

    [Fact]
    public async Task A_deletion_of_a_stale_version_is_refused()
    {
        await _table.AddEntityAsync(Row(), Ending);

        var failure = await Should.ThrowAsync<RequestFailedException>(() => _table.DeleteEntityAsync("p", "r", Stale, Ending));

        (failure.Status, failure.ErrorCode).ShouldBe((412, "UpdateConditionNotSatisfied"));
        (await _table.GetEntityIfExistsAsync<TableEntity>("p", "r", null, Ending)).HasValue.ShouldBeTrue();
    }

    [Fact]
    public async Task Deleting_twice_answers_404()
    {
        await _table.AddEntityAsync(Row(), Ending);

        (await _table.DeleteEntityAsync("p", "r", cancellationToken: Ending)).Status.ShouldBe(204);
        (await _table.DeleteEntityAsync("p", "r", cancellationToken: Ending)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Deleting_by_entity_takes_any_version_unless_one_is_given()
    {
        await _table.AddEntityAsync(Row(), Ending);
        var read = await ReadAsync();
        await _table.UpsertEntityAsync(Row(("A", 1)), cancellationToken: Ending);

        var stale = await Should.ThrowAsync<RequestFailedException>(() => _table.DeleteEntityAsync(read, read.ETag, Ending));
        var any = await _table.DeleteEntityAsync(read, cancellationToken: Ending);

        (stale.Status, any.Status).ShouldBe((412, 204));
    }

    [Fact]
    public async Task A_missing_entity_is_an_error_or_no_value()
    {
        var failure = await Should.ThrowAsync<RequestFailedException>(() =>
            _table.GetEntityAsync<TableEntity>("p", "r", null, Ending));
        var answer = await _table.GetEntityIfExistsAsync<TableEntity>("p", "r", null, Ending);

        (failure.Status, failure.ErrorCode).ShouldBe((404, "ResourceNotFound"));
        (answer.HasValue, answer.GetRawResponse().Status).ShouldBe((false, 404));
        Should.Throw<InvalidOperationException>(() => answer.Value);
    }

    [Fact]
    public async Task Only_selected_properties_come_back()
    {
        await _table.AddEntityAsync(Row(("A", 1), ("B", 2)), Ending);

        var read = (await _table.GetEntityIfExistsAsync<TableEntity>("p", "r", ["RowKey", "B"], Ending)).Value!;

        (read.ContainsKey("A"), read["B"], read.RowKey, read.PartitionKey).ShouldBe((false, 2, "r", null));
    }

    [Fact]
    public async Task A_string_past_the_tables_limit_is_refused_with_the_services_code()
    {
        await _table.UpsertEntityAsync(Row(("Text", new string('x', 32_768))), cancellationToken: Ending);

        var failure = await Should.ThrowAsync<RequestFailedException>(() =>
            _table.UpsertEntityAsync(Row(("Text", new string('x', 32_769))), cancellationToken: Ending));

        (failure.Status, failure.ErrorCode).ShouldBe((400, "PropertyValueTooLarge"));
    }

    [Fact]
    public async Task Entities_without_keys_are_refused_before_they_are_sent()
    {
        await Should.ThrowAsync<ArgumentNullException>(() => _table.AddEntityAsync(new TableEntity { RowKey = "r" }, Ending));
        await Should.ThrowAsync<ArgumentNullException>(() =>
            _table.UpsertEntityAsync(new TableEntity { PartitionKey = "p" }, cancellationToken: Ending));
    }

    private static TableEntity Row(params (string Name, object Value)[] properties)
    {
        var entity = new TableEntity("p", "r");
        foreach (var (name, value) in properties)
            entity[name] = value;
        return entity;
    }

    private async Task<TableEntity> ReadAsync() => (await _table.GetEntityAsync<TableEntity>("p", "r", null, Ending)).Value;
}
