using System.Diagnostics;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using ChatraFunctions.Secrets;
using ChatraFunctions.Telemetry;
using ChatraFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Orders;

/// <summary>Takes order events in: verified, understood, and then in the queue <c>order-events</c>.</summary>
public sealed partial class OrderIntake(
    IEnumerable<OrderSourceKind> sources,
    IWebhookSecrets secrets,
    [FromKeyedServices(QueueNames.OrderEvents)] DurableQueue queue,
    WebhookOptions options,
    TimeProvider time,
    ILogger<OrderIntake> logger)
{
    private readonly Dictionary<string, OrderSourceKind> _sources = sources.ToDictionary(source => source.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The request's identity, once all that it says is durable, in one storage write (two where it is over 48 KiB); or why it was not
    /// taken. What says nothing about orders is accepted, and that is all.
    /// </summary>
    public async Task<Outcome<AcceptedEvent>> AcceptAsync(string sourceName, HttpRequest request, CancellationToken cancellationToken)
    {
        using var activity = Tracing.Begin("accept order event");
        if (!_sources.TryGetValue(sourceName, out var kind))
            return new Refusal(RefusalReason.NotFound, $"There is no source of this name; there are: {string.Join(", ", _sources.Keys.Order())}.");

        try
        {
            return await AcceptAsync(kind, request, cancellationToken);
        }
        catch (KeysUnavailableException exception)
        {
            Log.NoSecret(logger, exception, kind.SecretName);
            return new Refusal(RefusalReason.Unavailable, "The secret to verify this source's events with cannot be read. Try again.");
        }
    }

    private async Task<Outcome<AcceptedEvent>> AcceptAsync(OrderSourceKind kind, HttpRequest request, CancellationToken cancellationToken)
    {
        var valid = await secrets.GetAsync(kind.SecretName, cancellationToken);
        var source = kind.With(valid.Valid);
        if (!source.Accepts(request))
            return new Refusal(RefusalReason.NotJson, "The Content-Type must be JSON, such as application/json or application/cloudevents+json.");

        var body = await RequestBody.ReadAsync(request, options.MaxBodyBytes, cancellationToken);
        if (body.IsRefused)
            return body.Refusal;

        var read = source.Read(request.Headers, body.Value);
        if (read.Refusal is { Reason: RefusalReason.Unauthorized } && await secrets.TryRenewAsync(kind.SecretName, valid, cancellationToken) is { } renewed)
            read = kind.With(renewed.Valid).Read(request.Headers, body.Value); // The sender may use a new secret already.

        return read.IsRefused ? read.Refusal : await EnqueueAsync(source, read.Value, cancellationToken);
    }

    private async Task<Outcome<AcceptedEvent>> EnqueueAsync(IOrderSource source, OrderSubmission submission, CancellationToken cancellationToken)
    {
        if (!submission.Notices.AreEmpty)
            return await queue.SendAsync(
                new Envelope(submission.Id, submission.Name, time.GetUtcNow(), submission.Notices.ToBody(), Activity.Current?.Id), cancellationToken);

        Log.NothingToSay(logger, submission.Id, source.Name);
        return new AcceptedEvent(submission.Id, submission.Name) { IsPing = submission.IsPing };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Event {EventId} of {Source} says nothing about orders and was not queued")]
        public static partial void NothingToSay(ILogger logger, string eventId, string source);

        [LoggerMessage(2, LogLevel.Error, "An order event is refused with 503: {Name} cannot be read")]
        public static partial void NoSecret(ILogger logger, Exception exception, string name);
    }
}
