using Chatra.Api;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Secrets;

/// <summary>Composes where keys come from.</summary>
internal static class SecretServices
{
    /// <exception cref="SettingException">A key is missing or malformed, or Key Vault is asked for.</exception>
    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["KeyVault:Uri"] is { Length: > 0 })
            throw new SettingException("KeyVault__Uri: keys from Key Vault are not supported yet; set Chatra__PublicKey and Chatra__SecretKey");

        return services
            .AddSingleton<IAccountKeys>(new LocalKeys(Read(configuration)))
            .AddSingleton<IChatraKeySource>(provider => provider.GetRequiredService<IAccountKeys>());
    }

    private static ChatraKeys Read(IConfiguration configuration)
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
