using ChatraFunctions;
using ChatraFunctions.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Infra.Tests;

/// <summary>What the app is given is what it asks for.</summary>
public sealed class SettingsTests
{
    /// <summary>Read by the Functions host and the Azure SDKs, under names that are theirs.</summary>
    private static readonly string[] ForThePlatform =
    [
        "AzureWebJobsStorage__credential",
    ];

    public static TheoryData<string> Required => [.. new[] { "blob", "queue", "table" }.Select(service => $"AzureWebJobsStorage__{service}ServiceUri")];

    public static TheoryData<string> Requests => [.. Bounds("chatraRequestsPerMinute")];

    public static TheoryData<string> Choices => [.. Allowed("outboxOnUncertain")];

    [Fact]
    public void The_code_reads_every_app_setting_that_is_not_the_platforms()
    {
        var settings = AppSettings.Read();
        var asked = Start(settings);

        settings.Keys.Except(ForThePlatform).ShouldBeSubsetOf(asked);
        ForThePlatform.ShouldBeSubsetOf(settings.Keys);
    }

    [Fact]
    public void The_vault_is_named_for_the_app_and_so_is_the_identity_that_may_read_it() =>
        new[] { "KeyVault__Uri", "KeyVault__ClientId" }.ShouldBeSubsetOf(AppSettings.Read().Keys);

    [Fact]
    public void Without_the_vault_the_keys_would_be_missed() =>
        Should.Throw<SettingException>(() => Start(AppSettings.Read().Where(setting => !setting.Key.StartsWith("KeyVault__", StringComparison.Ordinal))))
            .Message.ShouldStartWith("Chatra__PublicKey: ");

    [Fact]
    public void Nothing_that_is_required_is_missing() => Start(AppSettings.Read());

    [Theory]
    [MemberData(nameof(Required))]
    public void What_is_required_would_be_missed(string name) =>
        Should.Throw<SettingException>(() => Start(AppSettings.Read().Where(setting => setting.Key != name)));

    [Theory]
    [MemberData(nameof(Requests))]
    public void The_app_takes_the_least_and_the_most_requests_that_Bicep_takes(string value) =>
        Start(AppSettings.Read().Append(KeyValuePair.Create("Chatra__RequestsPerMinute", value)));

    [Theory]
    [MemberData(nameof(Choices))]
    public void The_app_knows_every_choice_that_Bicep_offers(string value) =>
        Start(AppSettings.Read().Append(KeyValuePair.Create("Outbox__OnUncertain", value)));

    [Fact]
    public void The_vault_holds_the_secrets_of_the_contract_and_each_comes_from_a_secure_parameter()
    {
        InfraFiles.Created("Microsoft.KeyVault/vaults/secrets").ShouldBe(SecretNames.All, ignoreOrder: true);
        InfraFiles.Main.Parameters.Count(parameter => parameter.IsSecure).ShouldBe(SecretNames.All.Count);
    }

    [Fact]
    public void A_secret_that_is_not_given_is_left_as_it_is()
    {
        foreach (var secret in InfraFiles.Named("vault").Resources().Where(resource => resource.Type == "Microsoft.KeyVault/vaults/secrets"))
            secret.Condition!.Text.ShouldBe($"(!empty({secret.Body.Property("properties", "value")!.Text}))");
    }

    /// <summary>Composes the app, which reads and checks all settings.</summary>
    /// <returns>The names that it asked for.</returns>
    private static IReadOnlyCollection<string> Start(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var recorded = new RecordedSettings(settings);
        new ServiceCollection().AddChatraFunctions(new ConfigurationBuilder().Add(recorded).Build());
        return recorded.Asked;
    }

    private static IEnumerable<string> Bounds(string name) =>
        new[] { "minValue", "maxValue" }.Select(bound => InfraFiles.Main.Parameters.Single(parameter => parameter.Name == name).Decorator(bound)!.Single().Text);

    private static IEnumerable<string> Allowed(string name) =>
        InfraFiles.Main.Parameters.Single(parameter => parameter.Name == name).Decorator("allowed")!.Single().Children.Select(choice => choice.Text.Trim('\''));
}
