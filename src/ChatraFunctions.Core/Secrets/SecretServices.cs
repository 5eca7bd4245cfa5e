using Chatra.Api;
using ChatraFunctions.Secrets.KeyVault;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Secrets;

/// <summary>Composes where secrets come from: Key Vault where one is named, else the settings.</summary>
internal static class SecretServices
{
    /// <exception cref="SettingException">A key is missing or malformed, or the vault's address is.</exception>
    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        var options = Settings.Read<KeyVaultOptions>(configuration, KeyVaultOptions.Section);
        services.AddSingleton<IChatraKeySource>(provider => provider.GetRequiredService<IAccountKeys>());
        return options.ToAddress() is { } address
            ? services.AddVault(address, options, HasKeys(configuration) ? ReadKeys(configuration) : null)
            : services
                .AddSingleton<IAccountKeys>(new LocalKeys(ReadKeys(configuration)))
                .AddSingleton<LocalWebhookSecrets>()
                .AddSingleton<IWebhookSecrets>(provider => provider.GetRequiredService<LocalWebhookSecrets>())
                .AddSingleton<ISecretHealth>(provider => provider.GetRequiredService<LocalWebhookSecrets>());
    }

    private static IServiceCollection AddVault(this IServiceCollection services, Uri address, KeyVaultOptions options, ChatraKeys? localKeys) => services
        .AddSingleton(_ => VaultClient.Create(address, VaultClient.Credential(options)))
        .AddSingleton<VaultReader>()
        .AddSingleton(provider => new Vault(
            provider.GetRequiredService<VaultReader>(),
            localKeys,
            provider.GetServices<WebhookSecretSetting>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Vault>>()))
        .AddSingleton<IAccountKeys>(provider => provider.GetRequiredService<Vault>())
        .AddSingleton<IWebhookSecrets>(provider => provider.GetRequiredService<Vault>())
        .AddSingleton<ISecretHealth>(provider => provider.GetRequiredService<Vault>())
        .AddHostedService<VaultRefresh>();

    private static bool HasKeys(IConfiguration configuration)
    {
        var section = configuration.GetSection(ChatraKeyOptions.Section);
        return new[] { nameof(ChatraKeyOptions.PublicKey), nameof(ChatraKeyOptions.SecretKey) }.Any(name => section[name] is { Length: > 0 });
    }

    private static ChatraKeys ReadKeys(IConfiguration configuration)
    {
        var options = Settings.Read<ChatraKeyOptions>(configuration, ChatraKeyOptions.Section);
        try
        {
            return new ChatraKeys(options.PublicKey, options.SecretKey);
        }
        catch (ArgumentException exception)
        {
            var setting = exception.ParamName == "secretKey" ? "Chatra__SecretKey" : "Chatra__PublicKey";
            throw new SettingException($"{setting}: {exception.Message}", exception);
        }
    }
}
