using ChatraFunctions;
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
        "AZURE_CLIENT_ID",
    ];

    public static TheoryData<string> Required => [.. new[] { "blob", "queue", "table" }.Select(service => $"AzureWebJobsStorage__{service}ServiceUri")];

    public static TheoryData<string> Requests => [.. Bounds("chatraRequestsPerMinute")];

    public static TheoryData<string> Choices => [.. Allowed("outboxOnUncertain")];

    [Fact]
    public void The_code_reads_every_app_setting_that_is_not_the_platforms()
    {
        var settings = AppSettings.Read();
        var asked = Start(WithSecrets(settings));

        settings.Keys.Except(ForThePlatform).ShouldBeSubsetOf(asked.Append("KeyVault__Uri"));
        ForThePlatform.ShouldBeSubsetOf(settings.Keys);
    }

    [Fact]
    public void The_vault_is_named_for_the_app() => AppSettings.Read().Keys.ShouldContain("KeyVault__Uri");

    [Fact]
    public void Nothing_that_is_required_is_missing() => Start(WithSecrets(AppSettings.Read()));

    [Theory]
    [MemberData(nameof(Required))]
    public void What_is_required_would_be_missed(string name) =>
        Should.Throw<SettingException>(() => Start(WithSecrets(AppSettings.Read()).Where(setting => setting.Key != name)));

    [Theory]
    [MemberData(nameof(Requests))]
    public void The_app_takes_the_least_and_the_most_requests_that_Bicep_takes(string value) =>
        Start(WithSecrets(AppSettings.Read()).Append(KeyValuePair.Create("Chatra__RequestsPerMinute", value)));

    [Theory]
    [MemberData(nameof(Choices))]
    public void The_app_knows_every_choice_that_Bicep_offers(string value) =>
        Start(WithSecrets(AppSettings.Read()).Append(KeyValuePair.Create("Outbox__OnUncertain", value)));

    [Fact]
    public void The_vault_holds_the_secrets_of_the_contract_and_each_comes_from_a_secure_parameter()
    {
        InfraFiles.Created("Microsoft.KeyVault/vaults/secrets").ShouldBe(AppSettings.OfSecrets.Keys, ignoreOrder: true);
        InfraFiles.Main.Parameters.Count(parameter => parameter.IsSecure).ShouldBe(AppSettings.OfSecrets.Count);
    }

    [Fact]
    public void A_secret_that_is_not_given_is_left_as_it_is()
    {
        foreach (var secret in InfraFiles.Named("vault").Resources().Where(resource => resource.Type == "Microsoft.KeyVault/vaults/secrets"))
            secret.Condition!.Text.ShouldBe($"(!empty({secret.Body.Property("properties", "value")!.Text}))");
    }

    /// <summary>As the app has them once it has read the vault, which is not there to be read.</summary>
    private static IEnumerable<KeyValuePair<string, string>> WithSecrets(IReadOnlyDictionary<string, string> settings) =>
        settings.Where(setting => setting.Key != "KeyVault__Uri")
            .Concat(AppSettings.OfSecrets.Values.Select(name => KeyValuePair.Create(name, "whsec_bm90LWEtc2VjcmV0LWJ1dC1sb25nLWVub3VnaA==")));

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
