using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using TestKit;

namespace PackageFallbacks.Tests.Tables;

public sealed class ConnectionTests(TableAccount account)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData(
        "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=AAAA;EndpointSuffix=core.chinacloudapi.cn",
        "https://shop.table.core.chinacloudapi.cn/",
        "shop")]
    [InlineData("AccountName=shop;AccountKey=AAAA", "https://shop.table.core.windows.net/", "shop")]
    [InlineData("AccountName=shop;AccountKey=AA==;TableEndpoint=http://127.0.0.1:7/shop", "http://127.0.0.1:7/shop", "shop")]
    [InlineData("TableEndpoint=http://127.0.0.1:7/shop;SharedAccessSignature=sv=1&sig=2", "http://127.0.0.1:7/shop", "shop")]
    [InlineData(
        "TableEndpoint=https://shop.table.core.windows.net;SharedAccessSignature=sv=1&sig=2",
        "https://shop.table.core.windows.net/",
        "shop")]
    public void A_connection_string_names_the_service(string connectionString, string endpoint, string name)
    {
        var service = new TableServiceClient(connectionString);
        var table = service.GetTableClient("Rows");

        (service.Uri.AbsoluteUri, service.AccountName).ShouldBe((endpoint, name));
        (table.Uri.AbsoluteUri, table.AccountName, table.Name).ShouldBe(($"{endpoint.TrimEnd('/')}/Rows", name, "Rows"));
    }

    [Theory]
    [InlineData("", typeof(ArgumentException))]
    [InlineData("nonsense", typeof(InvalidOperationException))]
    [InlineData("AccountName=shop", typeof(ArgumentException))]
    [InlineData("AccountKey=AAAA", typeof(ArgumentException))]
    [InlineData("AccountName=shop;AccountKey=not base64", typeof(FormatException))]
    public void A_connection_string_that_is_none_is_refused_at_once(string connectionString, Type expected) =>
        Should.Throw(() => new TableServiceClient(connectionString), expected);

    [Fact]
    public async Task An_accounts_key_opens_it_by_address_too()
    {
        var parts = account.Parts;
        var credential = new TableSharedKeyCredential(parts.Account, parts.Key);
        var service = new TableServiceClient(parts.Endpoint(StorageService.Table), credential);
        var table = new TableClient(parts.Endpoint(StorageService.Table), TableAccount.NewName(), credential);

        (await service.CreateTableAsync(table.Name, Ending)).GetRawResponse().IsError.ShouldBeFalse();
        await table.AddEntityAsync(new TableEntity("p", "r"), Ending);

        (table.AccountName, table.Uri).ShouldBe((parts.Account, service.GetTableClient(table.Name).Uri));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_until_it_is_replaced()
    {
        var parts = account.Parts;
        var credential = new TableSharedKeyCredential(parts.Account, Convert.ToBase64String(new byte[64]));
        var table = new TableClient(parts.Endpoint(StorageService.Table), TableAccount.NewName(), credential);

        var failure = await Should.ThrowAsync<RequestFailedException>(() => table.CreateIfNotExistsAsync(Ending));
        credential.SetAccountKey(parts.Key);

        failure.Status.ShouldBe(403);
        (await table.CreateIfNotExistsAsync(Ending)).Value.Name.ShouldBe(table.Name);
    }

    [Fact]
    public async Task A_shared_access_signature_opens_what_it_names()
    {
        var parts = account.Parts;
        var table = await account.NewTableAsync();
        var endpoint = parts.Endpoint(StorageService.Table);
        var byString = new TableClient($"TableEndpoint={endpoint};SharedAccessSignature={Signature(parts)}", table.Name);
        var byCredential = new TableServiceClient(endpoint, new AzureSasCredential(Signature(parts))).GetTableClient(table.Name);

        await byString.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Ending);

        var found = await byCredential.QueryAsync<TableEntity>("A eq 1", cancellationToken: Ending).SingleAsync(Ending);
        found.RowKey.ShouldBe("r");
        (await byCredential.GetEntityAsync<TableEntity>("p", "r", ["A"], Ending)).Value["A"].ShouldBe(1);
    }

    /// <summary>An account SAS for tables: https://learn.microsoft.com/rest/api/storageservices/create-account-sas.</summary>
    private static string Signature(StorageConnectionString parts)
    {
        const string version = "2019-02-02";
        const string until = "2099-01-01T00:00:00Z";
        string[] signed = [parts.Account, "rwdlau", "t", "sco", string.Empty, until, string.Empty, string.Empty, version];
        var text = Encoding.UTF8.GetBytes(string.Join('\n', signed) + "\n");
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(parts.Key), text));
        return $"sv={version}&ss=t&srt=sco&sp=rwdlau&se={Uri.EscapeDataString(until)}&sig={Uri.EscapeDataString(signature)}";
    }
}
