using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatraFunctions.Simulator.Storefront;

/// <summary>The storefront's server: it has the function key and the secret, and talks with the app.</summary>
internal sealed class Shop(ShopSettings? settings, TimeProvider time)
{
    // Orders outlive the simulator, in the app's storage: two starts never use the same number.
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, ShopOrder> _orders = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _latest;

    /// <summary><c>null</c> as long as nobody said where the app is.</summary>
    public ShopSettings? Settings { get; set; } = settings;

    public async Task<CustomerWidget> WidgetAsync(ShopCustomer customer, CancellationToken cancellationToken)
    {
        using var app = App();
        return await CustomerWidget.AskAsync(app, customer, cancellationToken);
    }

    public ShopOrder Place(ShopCustomer customer)
    {
        var order = new ShopOrder(NextId(), customer, time.GetUtcNow());
        return _orders[order.Id] = order;
    }

    public ShopOrder? Find(string orderId) => _orders.GetValueOrDefault(orderId);

    /// <summary>Sends the signed event.</summary>
    /// <returns>What went where, and the answer.</returns>
    public async Task<SentEvent> TellAsync(ShopOrder order, string kind, CancellationToken cancellationToken)
    {
        using var app = App();
        using var request = order.Event(kind, Settings!.Secret, time.GetUtcNow());
        using var answer = await app.SendAsync(request, cancellationToken);
        return new SentEvent(
            order.Id, kind, "POST", $"{Settings.Root}api/orders/shopify", ShopOrder.Topics[kind], (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>What the app knows of the order; <c>null</c> before it processed an event of it.</summary>
    public async Task<JsonNode?> OutcomeAsync(ShopOrder order, CancellationToken cancellationToken)
    {
        using var app = App();
        using var answer = await app.GetAsync($"api/orders/shopify/{order.Id}", cancellationToken);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)) : null;
    }

    private HttpClient App()
    {
        var app = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20), BaseAddress = new Uri(Settings!.Root) };
        if (Settings.Key is { } key)
            app.DefaultRequestHeaders.Add("x-functions-key", key);
        return app;
    }

    private string NextId()
    {
        lock (_gate)
        {
            _latest = Math.Max(_latest + 1, (long)(time.GetUtcNow() - Epoch).TotalSeconds);
            return _latest.ToString(CultureInfo.InvariantCulture);
        }
    }
}
