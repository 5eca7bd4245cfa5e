using ChatraFunctions.Simulator.Storefront;
using ChatraFunctions.Simulator.Webhooks;

namespace ChatraFunctions.Simulator;

/// <summary>One simulated account.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one, shown by <see cref="WebApplication.Urls"/> after the start.</summary>
    public int Port { get; init; } = 7072;

    /// <summary>The account's limit in any 60 seconds, over all endpoints. Chatra documents 60.</summary>
    public int RequestsPerMinute { get; init; } = 60;

    public string PublicKey { get; init; } = "local-public-key";

    public string SecretKey { get; init; } = "local-secret-key";

    /// <summary>Where the account's webhooks go; <c>null</c> for nowhere, until <c>PUT /_simulator/webhooks</c> says where.</summary>
    public Uri? WebhookAddress { get; init; }

    /// <summary>How long a message waits for others of its <c>chatFragment</c>. Chatra documents "after each message": none.</summary>
    public TimeSpan FragmentDelay { get; init; }

    /// <summary>A seed, with which webhooks overtake each other and come up to three times; <c>null</c>: once, in order.</summary>
    public int? WebhookDisorder { get; init; }

    /// <summary>How long a visitor whose page was closed is taken to be still there: on the way to the next page.</summary>
    public TimeSpan VisitorGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a page's request for news is held; none: it is answered at once, for a browser whose clock stands still while it waits.</summary>
    public TimeSpan NewsWait { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>The app that the storefront belongs to; <c>null</c> for none, until <c>PUT /_simulator/shop</c> names one.</summary>
    public Uri? App { get; init; }

    /// <summary>The app's function key, where it asks for one.</summary>
    public string? AppKey { get; init; }

    /// <summary>What the storefront signs its order events with: Shopify's webhook secret.</summary>
    public string ShopifySecret { get; init; } = ShopSettings.SampleSecret;

    internal ShopSettings? Shop() => App is null ? null : new ShopSettings(App, AppKey, ShopifySecret);

    internal WebhookSettings Webhooks() => new(WebhookAddress, FragmentDelay, WebhookDisorder);
}
