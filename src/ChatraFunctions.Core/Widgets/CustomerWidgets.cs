using Chatra.Widget;
using ChatraFunctions.Customers;
using ChatraFunctions.Requests;
using ChatraFunctions.Secrets;

namespace ChatraFunctions.Widgets;

/// <summary>The widget of one customer: the shop's settings, their secret, and what is known of them.</summary>
public sealed class CustomerWidgets
{
    private readonly CustomerBindings _bindings;
    private readonly IAccountKeys _keys;
    private readonly WidgetSettings _settings;
    private readonly LatestOrder _orders;

    internal CustomerWidgets(CustomerBindings bindings, IAccountKeys keys, WidgetSettings settings, LatestOrder orders) =>
        (_bindings, _keys, _settings, _orders) = (bindings, keys, settings, orders);

    /// <summary>Binds the customer, unless they are bound.</summary>
    public async Task<Outcome<ChatraWidget>> MakeAsync(string customerId, CancellationToken cancellationToken)
    {
        try
        {
            var keys = await _keys.GetAsync(cancellationToken);
            var (binding, _) = await _bindings.BindAsync(customerId, details: null, cancellationToken);
            return new ChatraWidget(keys.PublicKey)
            {
                Setup = _settings.Setup with { ClientId = binding.ClientId },
                Integration = await DescribeAsync(binding, cancellationToken),
                ScriptAddress = _settings.ScriptAddress,
            };
        }
        catch (KeysUnavailableException)
        {
            return new Refusal(RefusalReason.Unavailable, "The account's public key cannot be read. Try again.");
        }
    }

    private async Task<ChatraIntegration> DescribeAsync(Binding binding, CancellationToken cancellationToken)
    {
        var integration = new ChatraIntegration
        {
            Name = binding.Details?.Name,
            Email = binding.Details?.Email,
            Phone = binding.Details?.Phone,
            Notes = binding.Details?.Notes,
        };
        if (_settings.OrderFacts.Count > 0 && await _orders.FindAsync(binding.CustomerId, cancellationToken) is { } order)
            OrderFacts.AddTo(integration, order, _settings.OrderFacts);

        return integration;
    }
}
