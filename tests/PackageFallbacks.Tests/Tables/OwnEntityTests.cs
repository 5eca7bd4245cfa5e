using Azure.Data.Tables;

namespace PackageFallbacks.Tests.Tables;

public sealed class OwnEntityTests(TableAccount account) : IAsyncLifetime
{
    private TableClient _table = null!;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _table = await account.NewTableAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_property_reads_back_as_it_was()
    {
        var sent = Full();
        var answer = await _table.AddEntityAsync(sent, Ending);

        var read = (await _table.GetEntityAsync<OwnEntity>("p", "r", null, Ending)).Value;

        (read.ETag == answer.Headers.ETag).ShouldBeTrue();
        read.Timestamp.ShouldNotBeNull();
        read.Data!.ToArray().ShouldBe(sent.Data!.ToArray());
        (read.ETag, read.Timestamp, read.Data, sent.Data, sent.Ignored) = (default, null, null, null, null);
        read.ShouldBeEquivalentTo(sent);
    }

    [Fact]
    public async Task What_is_not_set_reads_back_as_not_set()
    {
        await _table.AddEntityAsync(
            new OwnEntity
            {
                PartitionKey = "p",
                RowKey = "r",
                At = DateTimeOffset.UnixEpoch,
            },
            Ending);

        var read = (await _table.GetEntityAsync<OwnEntity>("p", "r", null, Ending)).Value;

        (read.Text, read.MaybeCount, read.MaybeBig, read.MaybeFlag, read.AtUtc, read.Bytes, read.MaybeDay).ShouldBe(
            (null, null, null, null, null, null, null));
    }

    [Fact]
    public async Task Properties_stand_in_the_table_under_their_names_and_types()
    {
        await _table.UpsertEntityAsync(Full(), TableUpdateMode.Replace, Ending);

        var read = (await _table.GetEntityAsync<TableEntity>("p", "r", null, Ending)).Value;

        (read["Big"], read["Amount"], read["Day"], read["renamed"], read["Computed"]).ShouldBe(
            (5L, 2d, "Friday", "other name", "text!"));
        read.Keys.ShouldNotContain("Ignored");
        read.Keys.ShouldNotContain("Renamed");
        read.Keys.ShouldNotContain("ETag");
    }

    [Fact]
    public async Task Own_types_take_part_in_queries_and_transactions()
    {
        await _table.SubmitTransactionAsync([new(TableTransactionActionType.Add, Full())], Ending);

        var read = await _table
            .QueryAsync<OwnEntity>(TableClient.CreateQueryFilter($"Big eq {5L} and Day eq {"Friday"}"), cancellationToken: Ending)
            .SingleAsync(Ending);
        read.Count = 8;
        await _table.UpdateEntityAsync(read, read.ETag, cancellationToken: Ending);

        (await _table.GetEntityIfExistsAsync<OwnEntity>("p", "r", ["Count"], Ending)).Value!.Count.ShouldBe(8);
    }

    private static OwnEntity Full() =>
        new()
        {
            PartitionKey = "p",
            RowKey = "r",
            Text = "text",
            Count = 3,
            MaybeCount = 4,
            Big = 5,
            MaybeBig = 6,
            Amount = 2,
            Flag = true,
            MaybeFlag = false,
            At = DateTimeOffset.UnixEpoch.AddTicks(1),
            AtUtc = DateTime.UnixEpoch,
            Id = Guid.NewGuid(),
            Bytes = [1, 2],
            Data = BinaryData.FromBytes(new byte[] { 3 }),
            Day = DayOfWeek.Friday,
            MaybeDay = DayOfWeek.Monday,
            Renamed = "other name",
            Ignored = "not sent",
        };
}
