using System.Net;
using System.Text;
using ChatraFunctions.Secrets;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>The app with its secrets in Key Vault: away at the start, rotated, away later.</summary>
public sealed class VaultTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(6);

    private static readonly (string, string)[] Secrets =
    [
        (SecretNames.ChatraPublicKey, SimulatedChatra.PublicKey),
        (SecretNames.ChatraSecretKey, SimulatedChatra.SecretKey),
        (SecretNames.Shopify, ShopWebhook.ShopifySecret),
    ];

    [Fact]
    public async Task A_vault_that_is_away_at_the_start_delays_and_loses_nothing()
    {
        await using var vault = await VaultStub.StartAsync(Secrets);
        vault.IsDown = true;
        await using var app = await App.StartAsync(azurite, vault);
        (await app.Api.PostMessageAsync("""{"clientId":"waiting","text":"hello","key":"waiting"}""")).ShouldBe(HttpStatusCode.Accepted);
        (await app.Api.PostWebhookAsync(Events.Started("needs-no-secret").ToJsonString())).ShouldBe(HttpStatusCode.Accepted);

        var refused = (await app.Api.SendOnceAsync("POST", "orders/shopify", Encoding.UTF8.GetBytes(Order(6001)))).ShouldBeProblem(HttpStatusCode.ServiceUnavailable);

        int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
        // A page of the shop names the account by its public key.
        (await app.Api.SendOnceAsync("GET", "customers/waiting/widget")).ShouldBeProblem(HttpStatusCode.ServiceUnavailable).Headers.Keys.ShouldContain("Retry-After");
        await Eventually.HoldsAsync(async () => await StatusOfHealthAsync(app) == "degraded", "health is degraded");
        (await app.Chatra.RequestsAsync()).ShouldBeEmpty();

        vault.IsDown = false;
        (await app.Api.GetAsync("customers/waiting/widget")).ShouldBe(HttpStatusCode.OK).Json["id"]!.GetValue<string>().ShouldBe(SimulatedChatra.PublicKey);
        (await app.Api.PostShopifyAsync("orders/create", Order(6001))).ShouldBe(HttpStatusCode.Accepted);
        await app.Api.MessageAsync("waiting", "sent");
        await Eventually.HoldsAsync(async () => await StatusOfHealthAsync(app) == "healthy", "health is back");
        (await app.Chatra.MessagesAsync("waiting")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task New_keys_and_secrets_in_the_vault_are_in_use_at_once()
    {
        await using var vault = await VaultStub.StartAsync([.. Secrets, (SecretNames.ChatraSecretKey, "sk-that-Chatra-has-replaced")]);
        await using var app = await App.StartAsync(azurite, vault);
        (await app.Api.PostShopifyAsync("orders/create", Order(6101))).ShouldBe(HttpStatusCode.Accepted);
        await Task.Delay(ReadAgainAfter, TestContext.Current.CancellationToken);
        vault.Set(SecretNames.ChatraSecretKey, SimulatedChatra.SecretKey);
        vault.Set(SecretNames.Shopify, ShopWebhook.NextShopifySecret);

        (await app.Api.PostShopifyAsync("orders/create", Order(6102), ShopWebhook.NextShopifySecret)).ShouldBe(HttpStatusCode.Accepted);
        (await app.Api.PostShopifyAsync("orders/create", Order(6103))).ShouldBe(HttpStatusCode.Accepted);
        await app.Api.PostMessageAsync("""{"clientId":"rotated","text":"hello","key":"rotated"}""");

        (await app.Api.MessageAsync("rotated", "sent")).Json["attempts"]!.GetValue<int>().ShouldBe(2);
        (await app.Chatra.MessagesAsync("rotated")).ShouldHaveSingleItem();
        (await app.Api.StatusAsync())["budget"]!.AsObject().ShouldNotContainKey("pauseReason");
    }

    [Fact]
    public async Task A_vault_that_goes_away_takes_nothing_with_it_and_health_says_so_without_a_secret()
    {
        await using var vault = await VaultStub.StartAsync(Secrets);
        await using var app = await App.StartAsync(azurite, vault);
        (await app.Api.PostShopifyAsync("orders/create", Order(6201))).ShouldBe(HttpStatusCode.Accepted);
        await Task.Delay(ReadAgainAfter, TestContext.Current.CancellationToken);
        vault.IsDown = true;

        (await app.Api.PostShopifyAsync("orders/create", Order(6202), "a-secret-of-nobody-here")).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await app.Api.PostShopifyAsync("orders/create", Order(6203))).ShouldBe(HttpStatusCode.Accepted);
        await app.Api.PostMessageAsync("""{"clientId":"last-keys","text":"hello","key":"last-keys"}""");

        await Eventually.HoldsAsync(async () => await StatusOfHealthAsync(app) == "degraded", "health is degraded");
        var health = (await app.Api.GetAsync("health")).ShouldBe(HttpStatusCode.OK);
        health.Json.Select(property => property.Key).ShouldBe(["status", "checkedAt", "reason"]);
        foreach (var (_, secret) in Secrets)
            health.Body.ShouldNotContain(secret);
        await app.Api.MessageAsync("last-keys", "sent");
    }

    private static async Task<string> StatusOfHealthAsync(App app) => (await app.Api.GetAsync("health")).ShouldBe(HttpStatusCode.OK).Json["status"]!.GetValue<string>();

    private static string Order(int id) => ShopWebhook.Body("shopify/orders-create", order => order["id"] = id);
}
