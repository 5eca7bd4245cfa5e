namespace ChatraFunctions.Simulator.Control;

/// <summary>How a request goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>An error answer of the given status.</summary>
    Status,

    /// <summary>No answer, with the connection left open until the caller gives up.</summary>
    Hang,

    /// <summary>The right answer, late.</summary>
    Slow,

    /// <summary>No answer, the connection closed.</summary>
    Close,

    /// <summary>The request is done, and the first half of its answer is sent with its status.</summary>
    Malformed,
}
