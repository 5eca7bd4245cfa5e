using Chatra.Api;
using ChatraFunctions.Secrets;

namespace ChatraFunctions.Core.Tests.Secrets.KeyVault;

/// <summary>Chatra's keys from the vault, with the real client of Azure's SDK.</summary>
public sealed class VaultKeysTests
{
    private static readonly ChatraKeys First = new("pk-1", "sk-1");
    private static readonly ChatraKeys Second = new("pk-1", "sk-2");

    [Fact]
    public async Task Keys_of_the_vault_win_over_those_of_the_settings()
    {
        await using var stack = await VaultStack.StartAsync(("Chatra__PublicKey", "local"), ("Chatra__SecretKey", "local"));

        (await stack.KeysAsync()).ShouldBe(First);
    }

    [Fact]
    public async Task Settings_count_where_the_vault_has_neither_key()
    {
        await using var stack = await VaultStack.StartAsync(("Chatra__PublicKey", "local"), ("Chatra__SecretKey", "local"));
        stack.Vault.Remove(SecretNames.ChatraPublicKey);
        stack.Vault.Remove(SecretNames.ChatraSecretKey);

        (await stack.KeysAsync()).ShouldBe(new ChatraKeys("local", "local"));
        stack.Complaint.ShouldBeNull();
    }

    [Theory]
    [InlineData(SecretNames.ChatraPublicKey)]
    [InlineData(SecretNames.ChatraSecretKey)]
    public async Task Half_a_pair_is_no_pair_and_the_missing_half_is_named(string name)
    {
        await using var stack = await VaultStack.StartAsync(("Chatra__PublicKey", "local"), ("Chatra__SecretKey", "local"));
        stack.Vault.Remove(name);

        (await Should.ThrowAsync<KeysUnavailableException>(stack.KeysAsync())).InnerException!.Message.ShouldContain(name);
    }

    [Fact]
    public async Task Key_that_cannot_be_one_is_named_and_not_shown()
    {
        await using var stack = await VaultStack.StartAsync();
        stack.Vault.Set(SecretNames.ChatraSecretKey, "copied with its line end\n");

        (await Should.ThrowAsync<KeysUnavailableException>(stack.KeysAsync())).InnerException!.Message.ShouldContain(SecretNames.ChatraSecretKey);
        stack.LogShouldHoldNoSecret("copied with");
    }

    [Fact]
    public async Task Token_is_shown_only_after_the_challenge_and_only_for_the_vault()
    {
        await using var stack = await VaultStack.StartAsync();

        await stack.KeysAsync();

        stack.Vault.Challenges.ShouldBe(1);
        stack.Client.Scopes.Distinct().ShouldBe(["https://vault.azure.net/.default"]);
    }

    [Fact]
    public async Task Challenge_in_the_name_of_somebody_else_gets_no_token()
    {
        await using var stack = await VaultStack.StartAsync();
        stack.Vault.Resource = "https://graph.example.com";

        await Should.ThrowAsync<KeysUnavailableException>(stack.KeysAsync());

        stack.Client.Scopes.ShouldBeEmpty();
        stack.Vault.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_who_ask_at_once_ask_the_vault_once()
    {
        await using var stack = await VaultStack.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => stack.KeysAsync()));

        stack.Reads(SecretNames.ChatraSecretKey).ShouldBe(1);
    }

    [Fact]
    public async Task Two_that_are_refused_at_once_ask_the_vault_once_and_both_get_the_new_keys()
    {
        await using var stack = await VaultStack.StartAsync();
        var used = await stack.KeysAsync();
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        stack.Vault.Set(SecretNames.ChatraSecretKey, "sk-2");

        var renewed = await Task.WhenAll(stack.RenewAsync(used), stack.RenewAsync(used));

        renewed.ShouldBe([true, true]);
        stack.Reads(SecretNames.ChatraSecretKey).ShouldBe(2);
        (await stack.KeysAsync()).ShouldBe(Second);
    }

    [Fact]
    public async Task Two_that_are_refused_at_once_and_find_the_same_keys_ask_the_vault_once()
    {
        await using var stack = await VaultStack.StartAsync();
        var used = await stack.KeysAsync();
        stack.Time.Advance(TimeSpan.FromMinutes(1));

        (await Task.WhenAll(stack.RenewAsync(used), stack.RenewAsync(used))).ShouldBe([false, false]);

        stack.Reads(SecretNames.ChatraSecretKey).ShouldBe(2);
    }

    [Fact]
    public async Task Late_refusal_of_keys_that_were_replaced_meanwhile_asks_nothing()
    {
        await using var stack = await VaultStack.StartAsync();
        var used = await stack.KeysAsync();
        stack.Vault.Set(SecretNames.ChatraSecretKey, "sk-2");
        await stack.RefreshAsync();
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        stack.Vault.Clear();

        (await stack.RenewAsync(used)).ShouldBeTrue();

        stack.Vault.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refused_keys_while_the_vault_is_away_are_the_ones_there_are()
    {
        await using var stack = await VaultStack.StartAsync();
        var used = await stack.KeysAsync();
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        stack.Vault.IsDown = true;

        (await stack.RenewAsync(used)).ShouldBeFalse();

        (await stack.KeysAsync()).ShouldBe(First);
    }
}
