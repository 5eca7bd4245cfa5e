namespace ChatraFunctions.Simulator.Control;

/// <summary>One request to the API.</summary>
/// <param name="at">When its header had come.</param>
/// <param name="method">As sent.</param>
/// <param name="path">As sent, percent-encoded, without the query.</param>
internal sealed class JournaledRequest(DateTimeOffset at, string method, string path)
{
    public DateTimeOffset At => at;

    public string Method => method;

    public string Path => path;

    /// <summary>What was answered; <c>null</c> while it runs, and for good when the connection was closed instead.</summary>
    public int? Status { get; set; }

    /// <summary>The fault that struck it, if one did.</summary>
    public FaultKind? Fault { get; set; }
}
