using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Storage;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>DELETE /clients/{clientId}, GET /erasures/{id}, GET /clients/{clientId}/export.</summary>
public sealed class ErasureTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Key = "function-key-Zq81";
    private const string Master = "master-key-Hx42";

    private App? _app;

    private Api Api => _app!.Api;

    public async ValueTask InitializeAsync() =>
        _app = await App.StartAsync(azurite, ("LocalHost__FunctionKeys__default", Key), ("LocalHost__FunctionKeys___master", Master));

    public ValueTask DisposeAsync() => _app!.DisposeAsync();

    [Fact]
    public async Task A_person_is_handed_their_data_erased_and_not_brought_back_by_repeated_webhooks()
    {
        const string clientId = "client/of a person";
        var webhooks = new[] { Events.Started("c-1", clientId), Events.Fragment("c-1", clientId), Events.Transcript("c-1", clientId), Events.Transcript("c-2", clientId) };
        foreach (var webhook in webhooks)
            await PostAsync(webhook);

        await Eventually.HoldsAsync(async () => (await ExportAsync(clientId))["chats"]!.AsArray().Sum(chat => chat!["sessions"]!.AsArray().Count) == 2, "both chats are stored");

        var path = $"clients/{Uri.EscapeDataString(clientId)}";
        (await SendAsync("DELETE", path, Key)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        var begun = (await SendAsync("DELETE", path, Master)).ShouldBe(HttpStatusCode.Accepted);
        var report = await Eventually.GetAsync(
            async () => await SendAsync("GET", begun.Headers["Location"]["/api/".Length..], Master) is { Status: HttpStatusCode.OK } answer && answer.Json["status"]!.GetValue<string>() == "erased" ? answer : null,
            "the person is erased");

        report.Json["counts"]!["chats"]!.GetValue<int>().ShouldBe(2);
        report.Body.ShouldNotContain("person");
        await NothingIsStoredAsync();

        foreach (var webhook in webhooks)
            await PostAsync(webhook);
        await PostAsync(Events.Started("marker", "somebody else"));
        await Eventually.HoldsAsync(async () => (await SendAsync("GET", "chats/marker", Key)).Status == HttpStatusCode.OK, "events are worked on");
        await Eventually.HoldsAsync(async () => (await SendAsync("GET", "status", Key)).Json["queues"]!["chatra-events"]!["depth"]!.GetValue<int>() == 0, "the queue is empty");

        (await SendAsync("GET", "chats/c-1", Key)).ShouldBeProblem(HttpStatusCode.NotFound);
        (await _app!.Storage.RowsAsync(TableNames.Transcripts)).ShouldAllBe(row => row.PartitionKey == "marker");
        (await _app.Storage.RowsAsync(TableNames.ChatIndex)).ShouldAllBe(row => row.GetString("ChatId") == "marker");
    }

    [Fact]
    public async Task An_erasure_that_nobody_asked_for_is_404() =>
        (await SendAsync("GET", "erasures/nothing", Master)).ShouldBeProblem(HttpStatusCode.NotFound);

    private async Task NothingIsStoredAsync()
    {
        (await _app!.Storage.RowsAsync(TableNames.Transcripts)).ShouldBeEmpty();
        (await _app.Storage.RowsAsync(TableNames.ChatIndex)).ShouldBeEmpty();
    }

    private async Task PostAsync(JsonObject webhook) =>
        (await Api.SendAsync("POST", "webhooks/chatra", webhook.ToJsonString(), headers: ("x-functions-key", Key))).ShouldBe(HttpStatusCode.Accepted);

    private async Task<JsonObject> ExportAsync(string clientId) =>
        (await SendAsync("GET", $"clients/{Uri.EscapeDataString(clientId)}/export", Key)).ShouldBe(HttpStatusCode.OK).Json;

    private Task<Answer> SendAsync(string method, string path, string key) => Api.SendAsync(method, path, headers: ("x-functions-key", key));
}
