using ChatraFunctions.Secrets;

namespace ChatraFunctions.Core.Tests.Secrets.KeyVault;

/// <summary>Two secrets of a source are valid at a time: what is current in the vault, and what was before.</summary>
public sealed class VaultWebhookSecretsTests
{
    private const string First = "shopify-secret-number-1";
    private const string Second = "shopify-secret-number-2";
    private const string Third = "shopify-secret-number-3";

    [Fact]
    public async Task Current_and_previous_secret_are_valid_and_no_third()
    {
        await using var stack = await VaultStack.StartAsync();
        (await stack.ValidAsync(SecretNames.Shopify)).ShouldBe([First]);

        stack.Vault.Set(SecretNames.Shopify, Second);
        await stack.RefreshAsync();
        (await stack.ValidAsync(SecretNames.Shopify)).ShouldBe([Second, First]);

        stack.Vault.Set(SecretNames.Shopify, Third);
        await stack.RefreshAsync();
        (await stack.ValidAsync(SecretNames.Shopify)).ShouldBe([Third, Second]);
    }

    [Fact]
    public async Task Deployments_that_write_the_same_value_again_do_not_push_the_previous_one_out()
    {
        await using var stack = await VaultStack.StartAsync();
        foreach (var value in new[] { Second, Second, Second })
            stack.Vault.Set(SecretNames.Shopify, value);

        (await stack.ValidAsync(SecretNames.Shopify)).ShouldBe([Second, First]);
    }

    /// <summary>Without it, a source's events would be refused for good, or taken without a signature.</summary>
    [Theory]
    [InlineData(SecretNames.Shopify)]
    [InlineData(SecretNames.CloudEvents)]
    public async Task Secret_that_is_gone_from_the_vault_stays_valid_and_is_complained_of(string name)
    {
        await using var stack = await VaultStack.StartAsync();
        var before = await stack.ValidAsync(name);
        before.ShouldNotBeEmpty();

        stack.Vault.Remove(name);
        await stack.RefreshAsync();

        (await stack.ValidAsync(name)).ShouldBe(before);
        stack.Complaint.ShouldNotBeNull();
    }

    [Fact]
    public async Task Disabled_version_is_not_valid()
    {
        await using var stack = await VaultStack.StartAsync();
        var leaked = stack.Vault.Set(SecretNames.Shopify, Second);
        stack.Vault.Set(SecretNames.Shopify, Third);
        (await stack.ValidAsync(SecretNames.Shopify)).ShouldBe([Third, Second]);

        stack.Vault.Disable(SecretNames.Shopify, leaked);
        await stack.RefreshAsync();

        (await stack.ValidAsync(SecretNames.Shopify)).ShouldBe([Third, First]);
    }

    [Fact]
    public async Task Expired_version_is_not_valid()
    {
        await using var stack = await VaultStack.StartAsync();
        stack.Vault.Remove(SecretNames.Shopify);
        stack.Vault.Set(SecretNames.Shopify, First, expires: stack.Time.GetUtcNow());
        stack.Vault.Set(SecretNames.Shopify, Second);

        (await stack.ValidAsync(SecretNames.Shopify)).ShouldBe([Second]);
    }

    [Fact]
    public async Task What_an_older_version_holds_is_read_once()
    {
        await using var stack = await VaultStack.StartAsync();
        stack.Vault.Set(SecretNames.Shopify, Second);
        await stack.ValidAsync(SecretNames.Shopify);
        stack.Vault.Clear();

        await stack.RefreshAsync();

        stack.Vault.Requests.Where(path => path.Contains("shopify", StringComparison.Ordinal)).Select(path => path.TrimEnd('/'))
            .ShouldBe(["/secrets/shopify-webhook-secret", "/secrets/shopify-webhook-secret/versions"]);
    }

    [Fact]
    public async Task Vault_wins_and_settings_count_where_it_has_none()
    {
        await using var stack = await VaultStack.StartAsync(
            ("Orders__Shopify__WebhookSecrets__0", "local-secret-of-shopify"), ("Orders__WooCommerce__WebhookSecrets__0", "local-secret-of-woocommerce"));
        stack.Vault.Remove(SecretNames.WooCommerce);
        stack.Vault.Remove(SecretNames.CloudEvents);

        (await stack.ValidAsync(SecretNames.Shopify)).ShouldBe([First]);
        (await stack.ValidAsync(SecretNames.WooCommerce)).ShouldBe(["local-secret-of-woocommerce"]);
        (await stack.ValidAsync(SecretNames.CloudEvents)).ShouldBeEmpty();
        stack.Complaint.ShouldBeNull();
    }

    [Theory]
    [InlineData(SecretNames.Shopify, "too-short")]
    [InlineData(SecretNames.CloudEvents, "without the prefix")]
    public async Task Secret_that_cannot_be_one_is_refused_without_being_shown_and_the_last_one_counts(string name, string value)
    {
        await using var stack = await VaultStack.StartAsync();
        var before = await stack.ValidAsync(name);
        stack.Vault.Set(name, value);

        (await stack.RefreshAsync()).ShouldBeFalse();

        (await stack.ValidAsync(name)).ShouldBe(before);
        stack.Complaint.ShouldNotBeNull();
        stack.LogShouldHoldNoSecret(value);

        stack.Vault.Set(name, before[0]); // Mended; and what was there by mistake is not the previous one.
        await stack.RefreshAsync();
        (await stack.ValidAsync(name)).ShouldBe(before);
        stack.Complaint.ShouldBeNull();
    }

    [Fact]
    public async Task One_secret_that_is_faulty_stops_no_other()
    {
        await using var stack = await VaultStack.StartAsync();
        stack.Vault.Disable(SecretNames.Shopify, stack.Vault.Set(SecretNames.Shopify, Second));

        await Should.ThrowAsync<KeysUnavailableException>(stack.ValidAsync(SecretNames.Shopify));

        (await stack.ValidAsync(SecretNames.WooCommerce)).Count.ShouldBe(1);
        (await stack.KeysAsync()).SecretKey.ShouldBe("sk-1");
    }
}
