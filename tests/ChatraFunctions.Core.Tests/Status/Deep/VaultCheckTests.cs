using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Core.Tests.Secrets.KeyVault;
using ChatraFunctions.Secrets;
using TestKit;

namespace ChatraFunctions.Core.Tests.Status.Deep;

/// <summary>The deep check of the vault, which is read anew for it.</summary>
public sealed class VaultCheckTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Vault_that_can_be_read_is_ok()
    {
        await using var vault = await VaultStub.StartAsync(VaultStack.AllSecrets);
        await using var stack = await OutboxStack.WithVaultAsync(azurite, vault).CompleteAsync();

        (await stack.CheckAsync()).Named("vault").ShouldBe(new("vault", "ok", null, null));
    }

    [Fact]
    public async Task Without_a_vault_it_says_where_the_secrets_are()
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();

        (await stack.CheckAsync()).Named("vault").ShouldBe(new("vault", "ok", "None is named by KeyVault__Uri: the secrets are the settings'.", null));
    }

    [Theory]
    [InlineData(403, "The vault answered 403.", "Key Vault Secrets User")]
    [InlineData(409, "The vault answered 409.", "Resource health")]
    [InlineData(null, "The vault cannot be reached.", "KeyVault__Uri")]
    public async Task Vault_that_was_never_read_has_failed_and_nothing_is_asked_of_Chatra(int? fault, string detail, string hint)
    {
        await using var vault = await VaultStub.StartAsync(VaultStack.AllSecrets);
        (vault.Fault, vault.IsDown) = (fault, fault is null);
        await using var stack = await OutboxStack.WithVaultAsync(azurite, vault).CompleteAsync();

        var report = await stack.CheckAsync();

        report.Named("vault").Status.ShouldBe("failed");
        report.Named("vault").Detail!.ShouldContain(detail);
        report.Named("vault").Detail!.ShouldContain(SecretNames.CloudEvents);
        report.Named("vault").Hint!.ShouldContain(hint);
        report.Named("chatra").Detail.ShouldBe("Not asked: the account's keys cannot be read.");
        stack.Chatra.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Vault_that_goes_away_is_degraded_for_what_was_read_is_kept()
    {
        await using var vault = await VaultStub.StartAsync(VaultStack.AllSecrets);
        await using var stack = await OutboxStack.WithVaultAsync(azurite, vault).CompleteAsync();
        (await stack.CheckAsync()).Status.ShouldBe("ok");
        vault.IsDown = true;
        stack.Time.Advance(TimeSpan.FromSeconds(6));

        var complaint = (await stack.CheckAsync()).OnlyComplaint();

        (complaint.Name, complaint.Status).ShouldBe(("vault", "degraded"));
        complaint.Detail!.ShouldEndWith("What was read before goes on being used.");
    }

    [Fact]
    public async Task Secret_that_is_missing_or_malformed_is_named_and_its_value_is_not()
    {
        const string Malformed = "not-a-standard-webhooks-secret";
        await using var vault = await VaultStub.StartAsync([.. VaultStack.AllSecrets, (SecretNames.CloudEvents, Malformed)]);
        vault.Remove(SecretNames.ChatraSecretKey);
        await using var stack = await OutboxStack.WithVaultAsync(azurite, vault, ("Chatra__PublicKey", ""), ("Chatra__SecretKey", "")).CompleteAsync();

        var report = await stack.CheckAsync();

        report.Named("vault").Detail!.ShouldContain($"The vault has no secret {SecretNames.ChatraSecretKey}.");
        report.Named("vault").Detail!.ShouldContain($"{SecretNames.CloudEvents}: ");
        report.ToString().ShouldNotContain(Malformed);
        string.Concat(report.Checks).ShouldNotContain(Malformed);
        stack.Log.Lines.ShouldAllBe(line => !line.Contains(Malformed, StringComparison.Ordinal));
    }
}
