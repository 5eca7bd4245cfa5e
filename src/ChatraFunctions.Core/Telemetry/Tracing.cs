using System.Diagnostics;

namespace ChatraFunctions.Telemetry;

/// <summary>
/// One trace from the request that brought an event, through the queues, to the call on Chatra: its W3C context travels in the
/// queue messages. There is one also where nobody listens, so that the log has its id.
/// </summary>
internal static class Tracing
{
    private static readonly ActivitySource Source = new(ChatraMeter.Name);

    /// <summary>Within the trace of the request, where the host has begun one; else the beginning of a trace.</summary>
    public static Activity Begin(string name, ActivityKind kind = ActivityKind.Server) =>
        Source.StartActivity(name, kind) ?? new Activity(name).Start();

    /// <summary>Goes on with what a queue message carries; one that carries nothing begins a trace.</summary>
    public static Activity Continue(string name, string? traceparent)
    {
        if (!ActivityContext.TryParse(traceparent, traceState: null, isRemote: true, out var parent))
            return Begin(name, ActivityKind.Consumer);

        return Source.StartActivity(name, ActivityKind.Consumer, parent)
            ?? new Activity(name).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start();
    }
}
