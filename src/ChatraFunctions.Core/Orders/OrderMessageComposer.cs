using System.Text.Json;
using ChatraFunctions.Customers;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Orders;

/// <summary>Turns an order event of the queue <c>order-events</c> into a message in the outbox, once for each message key.</summary>
public sealed class OrderMessageComposer(
    [FromKeyedServices(QueueNames.OrderEvents)] EnvelopeQueue queue, CustomerBindings bindings, MessageTemplates templates, MessageOutbox outbox)
{
    /// <exception cref="FormatException">The message is not an order event; it belongs in the poison queue.</exception>
    public async Task ComposeAsync(BinaryData message, CancellationToken cancellationToken)
    {
        var envelope = await queue.OpenAsync(message, cancellationToken);
        using var activity = Tracing.Continue("compose order message", envelope.Traceparent);
        var order = Read(envelope);
        var clientId = order.ClientId ?? await FindClientIdAsync(order.CustomerId, cancellationToken);
        await outbox.QueueAsync(new NewMessage(order.MessageKey, clientId, templates.Render(order)), cancellationToken);
    }

    private async Task<string?> FindClientIdAsync(string? customerId, CancellationToken cancellationToken) =>
        customerId is not null && await bindings.FindAsync(customerId, cancellationToken) is { } binding ? binding.ClientId : null;

    private static OrderEvent Read(Envelope envelope)
    {
        try
        {
            return JsonSerializer.Deserialize(envelope.Body.Span, OrderJson.Default.OrderEvent)
                ?? throw new FormatException($"Order event {envelope.Id} is null.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"Order event {envelope.Id} is not an order event.", exception);
        }
    }
}
