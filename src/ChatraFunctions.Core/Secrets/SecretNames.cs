namespace ChatraFunctions.Secrets;

/// <summary>What the secrets are called in the vault; <c>infra/app/vault.bicep</c> makes them under these names.</summary>
public static class SecretNames
{
    public const string ChatraPublicKey = "chatra-public-key";
    public const string ChatraSecretKey = "chatra-secret-key";
    public const string Shopify = "shopify-webhook-secret";
    public const string WooCommerce = "woocommerce-webhook-secret";
    public const string CloudEvents = "cloudevents-webhook-secret";

    public static IReadOnlyList<string> All { get; } = [ChatraPublicKey, ChatraSecretKey, Shopify, WooCommerce, CloudEvents];
}
