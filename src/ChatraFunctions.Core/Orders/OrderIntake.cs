using System.Diagnostics;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using ChatraFunctions.Telemetry;
using ChatraFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Orders;

/// <summary>Takes order events in: verified, understood, and then in the queue <c>order-events</c>.</summary>
public sealed partial class OrderIntake(
    IEnumerable<IOrderSource> sources,
    [FromKeyedServices(QueueNames.OrderEvents)] DurableQueue queue,
    WebhookOptions options,
    TimeProvider time,
    ILogger<OrderIntake> logger)
{
    private readonly Dictionary<string, IOrderSource> _sources = sources.ToDictionary(source => source.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The request's identity, once all that it says is durable, in one storage write (two where it is over 48 KiB); or why it was not
    /// taken. What says nothing about orders is accepted, and that is all.
    /// </summary>
    public async Task<Outcome<AcceptedEvent>> AcceptAsync(string sourceName, HttpRequest request, CancellationToken cancellationToken)
    {
        using var activity = Tracing.Begin("accept order event");
        if (!_sources.TryGetValue(sourceName, out var source))
            return new Refusal(RefusalReason.NotFound, $"There is no source of this name; there are: {string.Join(", ", _sources.Keys.Order())}.");

        if (!source.Accepts(request))
            return new Refusal(RefusalReason.NotJson, "The Content-Type must be JSON, such as application/json or application/cloudevents+json.");

        var body = await RequestBody.ReadAsync(request, options.MaxBodyBytes, cancellationToken);
        if (body.IsRefused)
            return body.Refusal;

        var read = source.Read(request.Headers, body.Value);
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
    }
}
