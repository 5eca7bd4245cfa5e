using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ChatraFunctions.Telemetry;

namespace ChatraFunctions.Core.Tests.Telemetry;

/// <summary>What one host's meter records, and no other host's of this process.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, double Value, string Tags)> _all = new();
    private readonly MeterListener _listener = new();

    public Measurements(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ChatraMeter.Name && ReferenceEquals(instrument.Meter.Scope, factory))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Asks the gauges for what they show now.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    /// <summary>Such as <c>chatra.queue.depth queue=outbox</c>.</summary>
    public double? Last(string instrumentAndTags) =>
        _all.Where(one => $"{one.Instrument} {one.Tags}".Trim() == instrumentAndTags).Select(one => (double?)one.Value).LastOrDefault();

    public IEnumerable<string> Instruments => _all.Select(one => one.Instrument).Distinct();

    public void Clear() => _all.Clear();

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _all.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
}
