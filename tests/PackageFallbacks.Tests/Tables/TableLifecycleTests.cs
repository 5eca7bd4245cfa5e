using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace PackageFallbacks.Tests.Tables;

public sealed class TableLifecycleTests(TableAccount account)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creating_a_table_twice_is_a_conflict()
    {
        var table = new TableClient(account.ConnectionString, TableAccount.NewName());

        var created = await table.CreateAsync(Ending);
        var failure = await Should.ThrowAsync<RequestFailedException>(() => table.CreateAsync(Ending));

        created.Value.Name.ShouldBe(table.Name);
        failure.Status.ShouldBe(409);
        failure.ErrorCode.ShouldBe(TableErrorCode.TableAlreadyExists.ToString());
        (failure.ErrorCode == TableErrorCode.TableAlreadyExists).ShouldBeTrue();
        failure.Message.ShouldContain("The table specified already exists.");
    }

    [Fact]
    public async Task Creating_a_table_if_it_is_not_there_is_fine_any_number_of_times()
    {
        var table = new TableClient(account.ConnectionString, TableAccount.NewName());

        var first = await table.CreateIfNotExistsAsync(Ending);
        var second = await table.CreateIfNotExistsAsync(Ending);

        first.GetRawResponse().Status.ShouldBe(204);
        second.GetRawResponse().Status.ShouldBe(409);
        (first.Value.Name, second.Value.Name).ShouldBe((table.Name, table.Name));
    }

    [Fact]
    public async Task A_table_that_may_not_be_created_is_an_error_also_where_it_may_be_there()
    {
        var table = new TableClient(account.ConnectionString, "1-is-not-a-name");

        var failure = await Should.ThrowAsync<RequestFailedException>(() => table.CreateIfNotExistsAsync(Ending));

        failure.Status.ShouldBe(400);
    }

    [Fact]
    public async Task Deleting_a_table_twice_answers_404()
    {
        var table = await account.NewTableAsync();

        (await table.DeleteAsync(Ending)).Status.ShouldBe(204);
        (await table.DeleteAsync(Ending)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_missing_table_has_its_own_error_code()
    {
        var table = new TableClient(account.ConnectionString, TableAccount.NewName());

        var write = await Should.ThrowAsync<RequestFailedException>(() =>
            table.AddEntityAsync(new TableEntity("p", "r"), Ending));
        var read = await Should.ThrowAsync<RequestFailedException>(() =>
            table.GetEntityAsync<TableEntity>("p", "r", null, Ending));
        var query = await Should.ThrowAsync<RequestFailedException>(async () =>
            await table.QueryAsync<TableEntity>(cancellationToken: Ending).FirstOrDefaultAsync(Ending));

        new[] { write, read, query }
            .Select(failure => (failure.Status, failure.ErrorCode))
            .Distinct()
            .ShouldBe([(404, "TableNotFound")]);
    }

    [Fact]
    public async Task The_accounts_tables_are_listed_over_pages_and_by_filter()
    {
        var service = new TableServiceClient(account.NewAccount());
        string[] names = ["Alpha", "Beta", "Delta", "Epsilon", "Gamma"];
        foreach (var name in names)
            (await service.CreateTableIfNotExistsAsync(name, Ending)).Value.Name.ShouldBe(name);

        var all = await service.QueryAsync(maxPerPage: 2, cancellationToken: Ending).ToListAsync(Ending);
        var beta = await service
            .QueryAsync(TableServiceClient.CreateQueryFilter($"TableName eq {"Beta"}"), cancellationToken: Ending)
            .ToListAsync(Ending);

        all.Select(table => table.Name).ShouldBe(names, ignoreOrder: true);
        beta.Select(table => table.Name).ShouldBe(["Beta"]);
    }

    [Fact]
    public async Task A_table_deleted_through_the_service_is_gone()
    {
        var service = new TableServiceClient(account.NewAccount());
        await service.CreateTableAsync("Rows", Ending);

        (await service.DeleteTableAsync("Rows", Ending)).Status.ShouldBe(204);

        (await service.QueryAsync(cancellationToken: Ending).ToListAsync(Ending)).ShouldBeEmpty();
    }
}
