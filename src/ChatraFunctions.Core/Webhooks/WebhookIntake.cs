using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Azure;
using Azure.Identity;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Webhooks;

/// <summary>
/// Takes a webhook in: read, checked, and made durable in the queue <c>chatra-events</c> before anyone hears that it was accepted.
/// </summary>
public sealed partial class WebhookIntake(
    [FromKeyedServices(QueueNames.ChatraEvents)] EnvelopeQueue queue, WebhookOptions options, TimeProvider time, ILogger<WebhookIntake> logger)
{
    /// <summary>Chatra waits for the answer; better a 503 that it can repeat than a connection it gives up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>
    /// One storage write, two where the event is over 48 KiB. Refused as <see cref="RefusalReason.NotJson"/>,
    /// <see cref="RefusalReason.TooLarge"/>, <see cref="RefusalReason.Invalid"/> with every offending JSON pointer, or
    /// <see cref="RefusalReason.Unavailable"/> when storage did not take it within four seconds.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Outcome<AcceptedEvent>> AcceptAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request, options.MaxBodyBytes, cancellationToken);
        if (body.IsRefused)
            return body.Refusal;

        var parsed = JsonBody.ParseObject(body.Value);
        if (parsed.IsRefused)
            return parsed.Refusal;

        using var document = parsed.Value;
        return Check(document.RootElement) ?? await EnqueueAsync(document.RootElement, cancellationToken);
    }

    private static Refusal? Check(JsonElement root)
    {
        var name = root.Find("eventName");
        if (!name.IsString() || name.GetString()!.Length is 0 or > EventNames.MaxLength)
            return Refusal.Invalid("The event has no name.", [new Fault("/eventName", $"expected a string of 1 to {EventNames.MaxLength} characters, got {JsonBody.Describe(name.ValueKind)}")]);

        return EventNames.IsKnown(name.GetString()!) ? ChatEventReader.Read(name.GetString()!, root).Refusal : null;
    }

    private async Task<Outcome<AcceptedEvent>> EnqueueAsync(JsonElement root, CancellationToken cancellationToken)
    {
        var accepted = new AcceptedEvent(EventIdentity.Of(root), root.GetProperty("eventName").GetString()!);
        var body = JsonMarshal.GetRawUtf8Value(root).ToArray();
        var envelope = new Envelope(accepted.Id, accepted.EventName, time.GetUtcNow(), body, Activity.Current?.Id);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await queue.SendAsync(envelope, either.Token);
            return accepted;
        }
        catch (Exception exception) when (IsOutage(exception) && !cancellationToken.IsCancellationRequested)
        {
            Log.NotDurable(logger, exception, accepted.Id);
            return new Refusal(RefusalReason.Unavailable, "The event could not be made durable. Send it again.");
        }
    }

    private static bool IsOutage(Exception exception) =>
        exception is RequestFailedException or AggregateException or OperationCanceledException or AuthenticationFailedException;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Event {EventId} was refused: storage did not take it")]
        public static partial void NotDurable(ILogger logger, Exception exception, string eventId);
    }
}
