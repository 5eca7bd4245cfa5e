using System.Text.Json.Nodes;
using ChatraFunctions.Core.Tests.Orders;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using ChatraFunctions.Secrets;
using ChatraFunctions.Secrets.KeyVault;
using ChatraFunctions.Status;
using TestKit;

namespace ChatraFunctions.Core.Tests.Secrets.KeyVault;

/// <summary>Both paths, and what an operator sees, with secrets from a vault that is away, comes back and has new ones.</summary>
public sealed class VaultPathTests(AzuriteFixture azurite)
{
    private const string Next = "the-next-hush-of-the-shop";

    private static readonly (string, string)[] Secrets =
    [
        (SecretNames.ChatraPublicKey, "pk-1"), (SecretNames.ChatraSecretKey, "sk-1"), (SecretNames.Shopify, ShopRequests.ShopifySecret),
    ];

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_waits_for_a_vault_that_is_away_and_is_sent_once_when_it_is_back()
    {
        await using var vault = await VaultStub.StartAsync(Secrets);
        vault.IsDown = true;
        await using var stack = await OutboxStack.WithVaultAsync(azurite, vault);
        var delivery = await stack.QueueAsync("k");

        await stack.RunDueAsync();

        stack.Chatra.Calls.ShouldBeEmpty();
        var waiting = await stack.FindAsync("k");
        (waiting.Status, waiting.Attempts, waiting.Faults).ShouldBe((DeliveryStatus.Queued, 0, 0));
        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldBeNull();

        vault.IsDown = false;
        stack.Time.Advance(TimeSpan.FromMinutes(2));
        var wakeUp = stack.WakeUpOf(delivery) with { Slot = new Slot(stack.Now, (await stack.Budget.ReadAsync(Ending)).Epoch) };
        await stack.SendAsync(wakeUp);
        await stack.SendAsync(wakeUp);
        stack.Chatra.Calls.ShouldBe(["POST: Hello"]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Keys_that_Chatra_refuses_are_read_from_the_vault_at_once()
    {
        await using var vault = await VaultStub.StartAsync(Secrets);
        await using var stack = await OutboxStack.WithVaultAsync(azurite, vault);
        await stack.QueueAsync("first");
        await stack.RunDueAsync();
        vault.Set(SecretNames.ChatraSecretKey, "sk-2");
        stack.Chatra.AnswersNext(401, "Not authorized");
        await stack.QueueAsync("second");
        stack.Time.Advance(TimeSpan.FromMinutes(1));

        await stack.RunDueAsync();
        await stack.RunDueAsync();

        (await stack.FindAsync("second")).Status.ShouldBe(DeliveryStatus.Sent);
        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldBeNull();
        (await stack.Get<IAccountKeys>().GetAsync(Ending)).SecretKey.ShouldBe("sk-2");
    }

    [Fact]
    public async Task Order_is_refused_as_unavailable_until_its_secret_can_be_read()
    {
        await using var vault = await VaultStub.StartAsync(Secrets);
        vault.Fault = 403;
        await using var stack = await OutboxStack.WithVaultAsync(azurite, vault);

        (await PostAsync(stack)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Unavailable);
        (await stack.CountAsync(QueueNames.OrderEvents)).ShouldBe(0);

        vault.Fault = null;
        stack.Time.Advance(TimeSpan.FromSeconds(5));
        (await PostAsync(stack)).IsRefused.ShouldBeFalse();
        (await PostAsync(stack, "a-secret-of-nobody-at-all")).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Unauthorized);
        (await stack.CountAsync(QueueNames.OrderEvents)).ShouldBe(1);
    }

    [Fact]
    public async Task Rotation_loses_no_order_whichever_secret_signs_it()
    {
        await using var vault = await VaultStub.StartAsync(Secrets);
        await using var stack = await OutboxStack.WithVaultAsync(azurite, vault);
        (await PostAsync(stack)).IsRefused.ShouldBeFalse();
        (await PostAsync(stack, Next)).IsRefused.ShouldBeTrue();
        stack.Time.Advance(TimeSpan.FromMinutes(1));

        vault.Set(SecretNames.Shopify, Next);

        (await PostAsync(stack)).IsRefused.ShouldBeFalse();
        (await PostAsync(stack, Next)).IsRefused.ShouldBeFalse(); // Long before the next scheduled reading.
        (await PostAsync(stack)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Signatures_that_fit_nothing_ask_the_vault_once_in_five_seconds()
    {
        await using var vault = await VaultStub.StartAsync(Secrets);
        await using var stack = await OutboxStack.WithVaultAsync(azurite, vault);
        await PostAsync(stack);
        stack.Time.Advance(TimeSpan.FromSeconds(5));
        vault.Clear();

        for (var request = 0; request < 10; request++)
            (await PostAsync(stack, Next)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Unauthorized);

        vault.Requests.Count(path => path.TrimEnd('/') == $"/secrets/{SecretNames.Shopify}").ShouldBe(1);
    }

    [Fact]
    public async Task Orders_and_messages_go_on_while_the_vault_is_away_and_health_is_degraded_without_a_secret()
    {
        await using var vault = await VaultStub.StartAsync(Secrets);
        await using var stack = await OutboxStack.WithVaultAsync(azurite, vault);
        await stack.Get<Vault>().RefreshAsync(Ending);
        (await stack.Get<HealthCheck>().CheckAsync(Ending)).Status.ShouldBe("healthy");
        vault.IsDown = true;
        stack.Time.Advance(TimeSpan.FromMinutes(10));
        await stack.Get<Vault>().RefreshAsync(Ending);

        (await PostAsync(stack)).IsRefused.ShouldBeFalse();
        await stack.QueueAsync("k");
        await stack.RunDueAsync();

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
        var report = await stack.Get<HealthCheck>().CheckAsync(Ending);
        (report.Status, report.IsServing()).ShouldBe(("degraded", true));
        foreach (var (_, value) in Secrets)
            report.ToString().ShouldNotContain(value);

        vault.IsDown = false;
        stack.Time.Advance(TimeSpan.FromSeconds(5));
        await stack.Get<Vault>().RefreshAsync(Ending);
        (await stack.Get<HealthCheck>().CheckAsync(Ending)).Status.ShouldBe("healthy");
    }

    private static Task<Outcome<AcceptedEvent>> PostAsync(OutboxStack stack, string secret = ShopRequests.ShopifySecret)
    {
        var body = new JsonObject { ["id"] = 7 }.ToJsonString();
        return ShopRequests.PostAsync(stack, "shopify", body, ShopRequests.ShopifyHeaders("orders/create", body, secret));
    }
}
