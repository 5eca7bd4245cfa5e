namespace ChatraFunctions.Secrets;

/// <summary>A secret that a source signs with, as the settings have it.</summary>
/// <param name="Name">In the vault: one of <see cref="SecretNames"/>.</param>
/// <param name="Local">The settings' values; they count where there is no vault, or the vault has none of this name.</param>
/// <param name="Check">Throws a <see cref="FormatException"/>, which shows no value, where one cannot be such a secret.</param>
internal sealed record WebhookSecretSetting(string Name, WebhookSecrets Local, Action<IReadOnlyList<string>> Check);
