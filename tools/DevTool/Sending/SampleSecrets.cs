namespace DevTool.Sending;

/// <summary>What the sample webhooks are signed with: the values of <c>local.settings.sample.json</c>. They are no secrets.</summary>
internal static class SampleSecrets
{
    public const string Shopify = "local-shopify-secret-1";
    public const string WooCommerce = "local-woocommerce-secret-1";
    public const string CloudEvents = "whsec_bG9jYWwtY2xvdWRldmVudHMtc2VjcmV0LTE=";

    /// <summary>
    /// For <c>dev.cs up</c>. Shopify and WooCommerce sign always; CloudEvents need not, so that an event can be typed into a terminal.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Orders__Shopify__WebhookSecrets__0", Shopify),
        new("Orders__WooCommerce__WebhookSecrets__0", WooCommerce),
    ];
}
