using System.Diagnostics;
using System.Text.Json;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using ChatraFunctions.Telemetry;
using ChatraFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Orders;

/// <summary>Takes an order event in: verified, understood, and then in the queue <c>order-events</c>.</summary>
public sealed class OrderIntake(
    IEnumerable<IOrderSource> sources, [FromKeyedServices(QueueNames.OrderEvents)] DurableQueue queue, WebhookOptions options, TimeProvider time)
{
    private readonly Dictionary<string, IOrderSource> _sources = sources.ToDictionary(source => source.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The event's identity, once it is durable; or why it was not taken.</summary>
    public async Task<Outcome<AcceptedEvent>> AcceptAsync(string sourceName, HttpRequest request, CancellationToken cancellationToken)
    {
        using var activity = Tracing.Begin("accept order event");
        if (!_sources.TryGetValue(sourceName, out var source))
            return new Refusal(RefusalReason.NotFound, $"There is no source of this name; there are: {string.Join(", ", _sources.Keys.Order())}.");

        if (!source.Accepts(request))
            return new Refusal(RefusalReason.NotJson, "The Content-Type must be JSON of one event: application/json or application/cloudevents+json.");

        var body = await RequestBody.ReadAsync(request, options.MaxBodyBytes, cancellationToken);
        if (body.IsRefused)
            return body.Refusal;

        var read = source.Read(request.Headers, body.Value);
        return read.IsRefused ? read.Refusal : await EnqueueAsync(read.Value, cancellationToken);
    }

    private Task<Outcome<AcceptedEvent>> EnqueueAsync(IdentifiedOrderEvent order, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(order.Event, OrderJson.Default.OrderEvent);
        var envelope = new Envelope(order.Id, order.Name, time.GetUtcNow(), body, Activity.Current?.Id);
        return queue.SendAsync(envelope, cancellationToken);
    }
}
