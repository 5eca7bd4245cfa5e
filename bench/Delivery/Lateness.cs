using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Delivery.Bench;

/// <summary>Listens to the app's own instrument of how late after its slot each request left.</summary>
internal sealed class Lateness : IDisposable
{
    private const string Meter = "ChatraFunctions";
    private const string Instrument = "chatra.slot.lateness";

    private readonly ConcurrentQueue<double> _seconds = new();
    private readonly MeterListener _listener = new();

    public Lateness()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meter && instrument.Name == Instrument)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => _seconds.Enqueue(seconds));
        _listener.Start();
    }

    public IEnumerable<double> Seconds => _seconds;

    public void Dispose() => _listener.Dispose();
}
