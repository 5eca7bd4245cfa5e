using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using ChatraFunctions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Webhooks;

/// <summary>
/// Takes a webhook in: read, checked, and made durable in the queue <c>chatra-events</c> before anyone hears that it was accepted.
/// </summary>
public sealed class WebhookIntake([FromKeyedServices(QueueNames.ChatraEvents)] DurableQueue queue, WebhookOptions options, TimeProvider time)
{
    /// <summary>
    /// One storage write, two where the event is over 48 KiB. Refused as <see cref="RefusalReason.NotJson"/>,
    /// <see cref="RefusalReason.TooLarge"/>, <see cref="RefusalReason.Invalid"/> with every offending JSON pointer, or
    /// <see cref="RefusalReason.Unavailable"/> when storage did not take it within four seconds.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Outcome<AcceptedEvent>> AcceptAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var activity = Tracing.Begin("accept webhook");
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
        {
            var reason = $"expected a string of 1 to {EventNames.MaxLength} characters, got {JsonBody.Describe(name.ValueKind)}";
            return Refusal.Invalid("The event has no name.", [new Fault("/eventName", reason)]);
        }

        return EventNames.IsKnown(name.GetString()!) ? ChatEventReader.Read(name.GetString()!, root).Refusal : null;
    }

    private Task<Outcome<AcceptedEvent>> EnqueueAsync(JsonElement root, CancellationToken cancellationToken)
    {
        var name = root.GetProperty("eventName").GetString()!;
        var body = JsonMarshal.GetRawUtf8Value(root).ToArray();
        return queue.SendAsync(new Envelope(EventIdentity.Of(root), name, time.GetUtcNow(), body, Activity.Current?.Id), cancellationToken);
    }
}
