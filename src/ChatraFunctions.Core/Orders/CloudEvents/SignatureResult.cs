namespace ChatraFunctions.Orders.CloudEvents;

/// <summary>What the check of a signature found.</summary>
internal enum SignatureResult
{
    Valid,

    /// <summary>A header is missing or malformed.</summary>
    Missing,

    /// <summary>The timestamp is further off than a replay may be.</summary>
    OutOfTime,

    /// <summary>No secret gives this signature.</summary>
    Wrong,
}
