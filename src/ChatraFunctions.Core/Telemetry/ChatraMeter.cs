using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using ChatraFunctions.Orders;
using ChatraFunctions.Outbox;
using ChatraFunctions.Status;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Telemetry;

/// <summary>All that the product counts and measures, under one meter name. Tags are names from the code, never anybody's data.</summary>
public sealed class ChatraMeter
{
    /// <summary>The meter's name, and that of the traces' source.</summary>
    public const string Name = "ChatraFunctions";

    private static readonly FrozenSet<string> OrderEvents =
        OrderKinds.All.Select(kind => "order." + kind.Name()).ToFrozenSet(StringComparer.Ordinal);

    private readonly Counter<long> _accepted;
    private readonly Counter<long> _stored;
    private readonly Counter<long> _released;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _retried;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _throttled;
    private readonly Histogram<double> _lateness;
    private readonly TimeProvider _time;
    private volatile StatusLook? _look;

    public ChatraMeter(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        _accepted = meter.CreateCounter<long>("chatra.events.accepted", "{event}", "Events that are durable in a queue, by event");
        _stored = meter.CreateCounter<long>("chatra.events.stored", "{event}", "Webhook events that are in the tables, by event; repeated ones too");
        _released = meter.CreateCounter<long>("chatra.messages.released", "{message}", "Messages that were given a slot");
        _sent = meter.CreateCounter<long>("chatra.messages.sent", "{message}", "Requests that Chatra carried out, by task");
        _retried = meter.CreateCounter<long>("chatra.messages.retried", "{message}", "Attempts that are to be repeated after a fault");
        _failed = meter.CreateCounter<long>("chatra.messages.failed", "{message}", "Messages that will not be tried again by themselves");
        _throttled = meter.CreateCounter<long>("chatra.requests.throttled", "{request}", "Requests that Chatra answered with 429");
        _lateness = meter.CreateHistogram<double>("chatra.slot.lateness", "s", "How long after its slot a request left");
        meter.CreateObservableGauge("chatra.budget.paused", () => Observe(look => Seconds(look.PausedUntil - _time.GetUtcNow())), "s", "How long the account is paused from now on; 0 when it is not");
        meter.CreateObservableGauge("chatra.queue.depth", () => ObserveQueues(queue => queue.Depth), "{message}", "Messages in a queue, about, by queue");
        meter.CreateObservableGauge("chatra.poison.depth", () => ObserveQueues(queue => queue.Poison), "{message}", "Messages in its poison queue, about, by queue");
        meter.CreateObservableGauge(
            "chatra.outbox.oldest_unsent_age", () => Observe(look => Seconds(_time.GetUtcNow() - look.OldestUnsentAt)), "s", "How long the oldest unsent message waits; 0 when there is none");
    }

    internal void Accepted(string eventName) => _accepted.Add(1, Event(eventName));

    internal void Stored(string eventName) => _stored.Add(1, Event(eventName));

    internal void Released(int count) => _released.Add(count);

    internal void Sent(DeliveryTask task) => _sent.Add(1, new KeyValuePair<string, object?>("task", task.ToString()));

    internal void Retried() => _retried.Add(1);

    internal void Failed() => _failed.Add(1);

    internal void Throttled() => _throttled.Add(1);

    internal void Leaves(TimeSpan afterItsSlot) => _lateness.Record(afterItsSlot.TotalSeconds);

    /// <summary>What the gauges show from now on, until it is out of date: then they show nothing, rather than what was.</summary>
    internal void Report(StatusLook look) => _look = look;

    private StatusLook? Current => _look is { } look && _time.GetUtcNow() < look.ValidUntil ? look : null;

    private IEnumerable<Measurement<double>> Observe(Func<StatusLook, double> value) =>
        Current is { } look ? [new Measurement<double>(value(look))] : [];

    private IEnumerable<Measurement<int>> ObserveQueues(Func<QueueDepth, int> value) =>
        Current is { } look
            ? look.Queues.Select(queue => new Measurement<int>(value(queue.Value), new KeyValuePair<string, object?>("queue", queue.Key)))
            : [];

    /// <summary>A sender may invent names without end; those we do not know are one.</summary>
    private static KeyValuePair<string, object?> Event(string name) =>
        new("event", EventNames.IsKnown(name) || OrderEvents.Contains(name) ? name : "other");

    private static double Seconds(TimeSpan? time) => Math.Max(0, time?.TotalSeconds ?? 0);
}
