using Azure.Data.Tables;

namespace PackageFallbacks.Tests.Tables;

public sealed class TokenTests(TableAccount account)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_carries_the_storage_token_over_https()
    {
        await using var stub = await HttpsTableStub.StartAsync();
        var credential = new KnownToken("known-token");
        var service = new TableServiceClient(stub.Endpoint, credential, stub.Options);
        var table = service.GetTableClient("Rows");

        (await table.GetEntityAsync<TableEntity>("p", "r", null, Ending)).Value.RowKey.ShouldBe("r");
        await table.UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: Ending);
        await new TableClient(stub.Endpoint, "Rows", credential, stub.Options).DeleteEntityAsync(
            "p",
            "r",
            cancellationToken: Ending);

        stub.Authorizations.ShouldBe(["Bearer known-token", "Bearer known-token", "Bearer known-token"]);
        credential.Scopes.Distinct().ShouldBe(["https://storage.azure.com/.default"]);
        service.AccountName.ShouldBe("shop");
    }

    [Fact]
    public async Task A_token_is_never_sent_over_http()
    {
        var credential = new KnownToken("known-token");
        var table = new TableClient(account.Parts.Endpoint(TestKit.StorageService.Table), "Rows", credential);

        await Should.ThrowAsync<InvalidOperationException>(() => table.GetEntityAsync<TableEntity>("p", "r", null, Ending));

        credential.Scopes.ShouldBeEmpty();
    }
}
