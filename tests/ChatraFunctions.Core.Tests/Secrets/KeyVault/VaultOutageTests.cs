using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Secrets;

namespace ChatraFunctions.Core.Tests.Secrets.KeyVault;

/// <summary>The vault cannot be reached, at the start and later.</summary>
public sealed class VaultOutageTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(null)]
    public async Task Vault_away_at_the_start_is_said_clearly_and_asked_again_until_it_is_back(int? status)
    {
        await using var stack = await VaultStack.StartAsync();
        (stack.Vault.Fault, stack.Vault.IsDown) = (status, status is null);
        await Should.ThrowAsync<KeysUnavailableException>(stack.KeysAsync());
        await stack.Refresh.StartAsync(Ending);
        await Eventually.HoldsAsync(() => stack.Complaint is not null, "everything was tried");

        stack.Log.Lines.ShouldContain(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("Key Vault Secrets User", StringComparison.Ordinal));
        stack.Complaint.ShouldBe("Secrets cannot be read: what needs them waits, or is refused with 503.");

        (stack.Vault.Fault, stack.Vault.IsDown) = (null, false);
        await Eventually.HoldsAsync(
            () =>
            {
                stack.Time.Advance(TimeSpan.FromSeconds(5));
                return stack.Complaint is null;
            },
            "everything is read");
        (await stack.KeysAsync()).SecretKey.ShouldBe("sk-1");
        await stack.Refresh.StopAsync(Ending);
        stack.LogShouldHoldNoSecret();
    }

    [Fact]
    public async Task Vault_that_goes_away_later_takes_nothing_with_it()
    {
        await using var stack = await VaultStack.StartAsync();
        (await stack.RefreshAsync()).ShouldBeTrue();
        stack.Vault.IsDown = true;

        (await stack.RefreshAsync()).ShouldBeFalse();

        (await stack.KeysAsync()).SecretKey.ShouldBe("sk-1");
        (await stack.ValidAsync(SecretNames.Shopify)).ShouldBe(["shopify-secret-number-1"]);
        stack.Complaint.ShouldBe("The secrets cannot be read anew; those read before go on being used.");

        stack.Vault.IsDown = false;
        (await stack.RefreshAsync()).ShouldBeTrue();
        stack.Complaint.ShouldBeNull();
    }

    [Fact]
    public async Task Everything_is_read_anew_every_ten_minutes_and_not_before()
    {
        await using var stack = await VaultStack.StartAsync();
        await stack.Refresh.StartAsync(Ending);
        await Eventually.HoldsAsync(() => SecretNames.All.All(name => stack.Reads(name) == 1), "all are read");
        await stack.KeysAsync();
        stack.Vault.Set(SecretNames.ChatraSecretKey, "sk-2");

        await Task.Delay(200, Ending); // The schedule's pause has begun.
        stack.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        (await stack.KeysAsync()).SecretKey.ShouldBe("sk-1");
        SecretNames.All.ShouldAllBe(name => stack.Reads(name) == 1);

        stack.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => SecretNames.All.All(name => stack.Reads(name) == 2), "all are read again");
        await Eventually.HoldsAsync(async () => (await stack.KeysAsync()).SecretKey == "sk-2", "the new key is in use");
        await stack.Refresh.StopAsync(Ending);
    }

    [Fact]
    public async Task Vault_that_is_away_is_not_asked_for_each_of_many()
    {
        await using var stack = await VaultStack.StartAsync();
        stack.Vault.Fault = 403;

        for (var caller = 0; caller < 20; caller++)
            await Should.ThrowAsync<KeysUnavailableException>(stack.KeysAsync());

        stack.Vault.Requests.Count.ShouldBe(1);
    }
}
