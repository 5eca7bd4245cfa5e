using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Core.Tests.Secrets;

/// <summary>A missing or nonsensical setting stops the start with one line that names it.</summary>
public sealed class SettingErrorTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
        ["Chatra__PublicKey"] = "public",
        ["Chatra__SecretKey"] = "secret",
    };

    [Fact]
    public void Keys_and_storage_are_all_that_is_needed() => Should.NotThrow(() => Start([]));

    [Theory]
    [InlineData("Chatra__RequestsPerMinute", "0")]
    [InlineData("Chatra__RequestsPerMinute", "-60")]
    [InlineData("Chatra__RequestsPerMinute", "6001")]
    [InlineData("Chatra__RequestsPerMinute", "abc")]
    [InlineData("Chatra__RequestsPerMinute", "99999999999999999999")]
    [InlineData("Chatra__RequestsPerMinute", "59.5")]
    [InlineData("Outbox__OnUncertain", "Maybe")]
    [InlineData("Outbox__OnUncertain", "7")]
    [InlineData("Outbox__ClaimTimeout", "soon")]
    [InlineData("Outbox__ClaimTimeout", "00:00:00")]
    [InlineData("Outbox__ClaimTimeout", "2.00:00:00")]
    [InlineData("Outbox__ClaimTimeout", "00:01:59")] // less than four times the 30 seconds that a call may take
    [InlineData("Chatra__BaseUrl", "app.chatra.io/api")]
    [InlineData("Chatra__BaseUrl", "ftp://app.chatra.io/api/")]
    [InlineData("Webhooks__MaxBodyBytes", "0")]
    [InlineData("Orders__CloudEvents__WebhookSecrets__0", "whsec_not Base64!")]
    [InlineData("Orders__CloudEvents__WebhookSecrets__0", "plain")]
    [InlineData("Orders__CloudEvents__WebhookSecrets__1", "plain")]
    [InlineData("Orders__Shopify__WebhookSecrets__0", "2-few-letters")]
    [InlineData("Orders__WooCommerce__WebhookSecrets__1", "2-few-letters")]
    [InlineData("Orders__MatchGuestsBy", "Name")]
    [InlineData("Orders__MatchGuestsBy", "7")]
    [InlineData("Orders__WaitForOrder", "-00:00:01")]
    [InlineData("Orders__WaitForOrder", "7.00:00:01")]
    [InlineData("KeyVault__Uri", "my-shop.vault.azure.net")]
    [InlineData("KeyVault__Uri", "http://my-shop.vault.azure.net/")]
    [InlineData("KeyVault__Uri", "https://my-shop.vault.azure.net/secrets/chatra-secret-key")]
    [InlineData("KeyVault__ClientId", "id-my-shop")]
    [InlineData("Chatra__PublicKey", null)]
    [InlineData("Chatra__PublicKey", "")]
    [InlineData("Chatra__PublicKey", "with:colon")]
    [InlineData("Chatra__SecretKey", null)]
    [InlineData("Chatra__SecretKey", "with space\n")]
    [InlineData("AzureWebJobsStorage", null)]
    [InlineData("AzureWebJobsStorage", "nonsense")]
    [InlineData("AzureWebJobsStorage__accountName", null)]
    public void Bad_setting_is_named_in_one_line(string name, string? value)
    {
        var settings = name.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal)
            ? new Dictionary<string, string?> { ["AzureWebJobsStorage"] = null, [name] = value }
            : new Dictionary<string, string?> { [name] = value };
        if (name.EndsWith("__1", StringComparison.Ordinal))
            settings[name[..^1] + "0"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

        var message = Should.Throw<SettingException>(() => Start(settings)).Message;

        message.ShouldStartWith(name.Split("__accountName")[0]);
        message.ShouldNotContain("\n");
        if (name.Contains("Secret", StringComparison.Ordinal) && value is { Length: > 0 })
            message.ShouldNotContain(value);
    }

    [Theory]
    [InlineData("Orders__Kinds__7", "Orders__Kinds__0", "paid", "eaten")]
    [InlineData("Widget__OrderFacts__10", "Widget__OrderFacts__9", "number", "colour")]
    [InlineData("Orders__Shopify__WebhookSecrets__5", "Orders__Shopify__WebhookSecrets__2", "long-enough-to-be-good", "short")]
    public void Entry_of_a_list_is_named_by_the_number_that_it_was_set_under(string name, string before, string good, string bad) =>
        Should.Throw<SettingException>(() => Start(new() { [before] = good, [name] = bad })).Message.ShouldStartWith(name + ": ");

    [Theory]
    [InlineData("Orders__Kinds", "paid")]
    [InlineData("Orders__Shopify__WebhookSecrets", "long-enough-to-be-good")]
    [InlineData("Widget__OrderFacts", "number")]
    public void List_that_is_set_as_one_value_is_named(string name, string value) =>
        Should.Throw<SettingException>(() => Start(new() { [name] = value })).Message.ShouldStartWith(name + ": ");

    [Fact]
    public void Vault_stands_for_all_secrets() =>
        Should.NotThrow(() => Start(new() { ["KeyVault__Uri"] = "https://my-shop.vault.azure.net", ["Chatra__PublicKey"] = null, ["Chatra__SecretKey"] = null }));

    [Fact]
    public void Half_a_pair_of_keys_stops_the_start_beside_a_vault_too() =>
        Should.Throw<SettingException>(() => Start(new() { ["KeyVault__Uri"] = "https://my-shop.vault.azure.net", ["Chatra__SecretKey"] = null }))
            .Message.ShouldStartWith("Chatra__SecretKey: ");

    [Theory]
    [InlineData("resend")]
    [InlineData("HOLD")]
    public void Case_of_a_choice_does_not_matter(string value) => Should.NotThrow(() => Start(new() { ["Outbox__OnUncertain"] = value }));

    private static void Start(Dictionary<string, string?> changes)
    {
        var settings = new Dictionary<string, string?>(Good);
        foreach (var (name, value) in changes)
            settings[name] = value;

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => setting.Value))
            .Build();
        new ServiceCollection().AddLogging().AddChatraFunctions(configuration);
    }
}
