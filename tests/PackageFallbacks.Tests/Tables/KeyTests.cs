using Azure;
using Azure.Data.Tables;

namespace PackageFallbacks.Tests.Tables;

public sealed class KeyTests(TableAccount account)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public static TheoryData<string> Keys =>
        [
            "plain",
            string.Empty,
            " ",
            " spaces  inside and around ",
            "50%",
            "%41",
            "%2F%23",
            "100%25",
            "a+b",
            "it's",
            "''",
            "a''b'",
            "\"double\"",
            "ünïcödé",
            "日本語 עברית",
            "😀👩‍👧",
            ".",
            "..",
            "a.b",
            "a&b=c;d,e",
            "(x)[y]{z}",
            "<a|b>^`~!@$*:",
            "PartitionKey='x'",
            "m-000001700000000-Ab9_-",
        ];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_key_works_in_every_operation(string key)
    {
        var table = await account.NewTableAsync();

        await table.AddEntityAsync(new TableEntity(key, key) { ["A"] = 1 }, Ending);
        await table.UpdateEntityAsync(new TableEntity(key, key) { ["B"] = 2 }, ETag.All, cancellationToken: Ending);
        await table.UpsertEntityAsync(new TableEntity(key, key) { ["C"] = 3 }, cancellationToken: Ending);
        await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpdateMerge, new TableEntity(key, key) { ["D"] = 4 }, ETag.All)],
            Ending);

        var read = (await table.GetEntityAsync<TableEntity>(key, key, null, Ending)).Value;
        (read.PartitionKey, read.RowKey).ShouldBe((key, key));
        (read["A"], read["B"], read["C"], read["D"]).ShouldBe((1, 2, 3, 4));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}");
        (await table.QueryAsync<TableEntity>(filter, cancellationToken: Ending).SingleAsync(Ending)).RowKey.ShouldBe(key);
        (await table.DeleteEntityAsync(key, key, cancellationToken: Ending)).Status.ShouldBe(204);
        (await table.QueryAsync<TableEntity>(cancellationToken: Ending).CountAsync(Ending)).ShouldBe(0);
    }

    [Fact]
    public async Task Keys_that_look_alike_once_encoded_are_different_rows()
    {
        var table = await account.NewTableAsync();
        string[] keys = ["a b", "a+b", "a%20b", "a%2Bb", "a%2520b"];

        foreach (var key in keys)
            await table.AddEntityAsync(new TableEntity("p", key), Ending);

        foreach (var key in keys)
            (await table.GetEntityAsync<TableEntity>("p", key, null, Ending)).Value.RowKey.ShouldBe(key);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    public async Task A_key_that_tables_do_not_allow_is_refused_by_the_service(string key)
    {
        var table = await account.NewTableAsync();

        var failure = await Should.ThrowAsync<RequestFailedException>(() =>
            table.AddEntityAsync(new TableEntity("p", key), Ending));

        failure.Status.ShouldBe(400);
    }
}
