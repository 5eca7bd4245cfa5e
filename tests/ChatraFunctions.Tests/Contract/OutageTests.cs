using System.Globalization;
using System.Net;
using System.Text;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>The storage account goes away and comes back, with an Azurite of the test's own.</summary>
public sealed class OutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_storage_every_route_says_503_and_afterwards_nothing_is_lost()
    {
        await using var azurite = await AzuriteServer.LaunchAsync(Cancellation);
        await using var app = await App.StartAsync(azurite.NewAccount(), proxy: null, ShopWebhook.Settings);
        var api = app.Api;
        var accepted = Events.NewId();
        await api.PostWebhookAsync(Events.Started(accepted).ToJsonString());
        (await api.GetAsync("health")).ShouldBe(HttpStatusCode.OK).Json["status"]!.GetValue<string>().ShouldBe("healthy");

        await azurite.StopAsync();
        var retried = Events.NewId();
        await ShouldBeUnavailableAsync(api, retried);
        await azurite.StartAsync(Cancellation);

        await Eventually.HoldsAsync(async () => (await api.GetAsync("health")).Status == HttpStatusCode.OK, "it is healthy again");
        (await api.PostWebhookAsync(Events.Started(retried).ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        await api.ChatAsync(accepted, messages: 1);
        await api.ChatAsync(retried, messages: 1);
        (await api.PoisonedAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("export?from=2026-03-01&to=2026-03-02&format=csv")] // Its first line is written by then.
    [InlineData("clients/stream-client/export")]
    public async Task Stream_that_storage_breaks_off_before_anything_left_is_503_and_nothing_else(string path)
    {
        await using var azurite = await AzuriteServer.LaunchAsync(Cancellation);
        await using var proxy = await StorageProxy.StartAsync(azurite);
        await using var app = await App.StartAsync(proxy.ConnectionStringFor(azurite.NewAccount()), proxy);
        var chatId = Events.NewId();
        var started = Events.Started(chatId);
        started["client"]!["id"] = "stream-client";
        started["message"]!["createdAt"] = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        (await app.Api.PostWebhookAsync(started.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        await app.Api.ChatAsync(chatId, messages: 1);
        proxy.BeforeForward = call => Task.FromResult(call.Method == "GET" && call.Target.Contains("Transcripts", StringComparison.Ordinal) ? FaultAction.Answer(403, "AuthorizationFailure") : null);

        var answer = await app.Api.SendOnceAsync("GET", path);

        answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable); // Its body is one JSON document.
        proxy.BeforeForward = null;
        (await app.Api.SendOnceAsync("GET", path)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task ShouldBeUnavailableAsync(Api api, string chatId)
    {
        await Eventually.HoldsAsync(
            async () => await api.SendOnceAsync("GET", "health") is { Status: HttpStatusCode.ServiceUnavailable } health && health.Json["status"]!.GetValue<string>() == "unhealthy",
            "it is unhealthy");

        Task<Answer>[] requests =
        [
            api.SendOnceAsync("POST", "webhooks/chatra", Encoding.UTF8.GetBytes(Events.Started(chatId).ToJsonString())),
            api.SendOnceAsync("POST", "orders/cloudevents", Encoding.UTF8.GetBytes(OrderEvents.Shipped("1", "c").ToJsonString())),
            SendShopifyOnceAsync(api),
            api.SendOnceAsync("POST", "messages", """{"clientId":"a","text":"x"}"""u8.ToArray()),
            api.SendOnceAsync("PUT", "customers/c/binding"),
            api.SendOnceAsync("GET", "customers/c/binding"),
            api.SendOnceAsync("DELETE", "customers/c/binding"),
            api.SendOnceAsync("GET", "messages/k"),
            api.SendOnceAsync("GET", "chats/c"),
            api.SendOnceAsync("GET", "status"),
            api.SendOnceAsync("GET", "poison"),
            api.SendOnceAsync("GET", "poison/chatra-events"),
            api.SendOnceAsync("POST", "poison/chatra-events/replay"),
            api.SendOnceAsync("DELETE", "poison/chatra-events/id"),
        ];
        foreach (var answer in await Task.WhenAll(requests))
            int.Parse(answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable).Headers["Retry-After"], CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
    }

    private static Task<Answer> SendShopifyOnceAsync(Api api)
    {
        var body = ShopWebhook.Body("shopify/orders-create");
        return api.SendOnceAsync(
            "POST", "orders/shopify", Encoding.UTF8.GetBytes(body), "application/json",
            ("X-Shopify-Topic", "orders/create"), ("X-Shopify-Hmac-Sha256", ShopWebhook.Sign(ShopWebhook.ShopifySecret, body)));
    }
}
