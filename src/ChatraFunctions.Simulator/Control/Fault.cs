using System.Text.Json;

namespace ChatraFunctions.Simulator.Control;

/// <summary>An order to let the next requests go wrong: those that have valid keys and are within the limit.</summary>
/// <param name="Kind">How.</param>
/// <param name="Count">How many requests.</param>
/// <param name="Status">For <see cref="FaultKind.Status"/>: 400 to 599.</param>
/// <param name="RetryAfter">
/// For <see cref="FaultKind.Status"/>: the header's value, seconds (number or string) or an HTTP date.
/// </param>
/// <param name="Seconds">For <see cref="FaultKind.Slow"/>: how long the answer takes, up to ten minutes.</param>
/// <param name="Processed">Whether the request is carried out before it goes wrong. A malformed or slow answer's always is.</param>
internal sealed record Fault(
    FaultKind Kind, int Count = 1, int? Status = null, JsonElement? RetryAfter = null, double? Seconds = null, bool Processed = false)
{
    /// <summary>What is wrong with the order; <c>null</c> when nothing is.</summary>
    public string? Refusal() => this switch
    {
        { Count: < 1 } => "count must be at least 1",
        { Kind: FaultKind.Status, Status: not (>= 400 and <= 599) } => "status must be 400 to 599",
        { Kind: not FaultKind.Status, Status: not null } or { Kind: not FaultKind.Status, RetryAfter: not null }
            => "status and retryAfter belong to kind status",
        { Kind: FaultKind.Slow, Seconds: not (> 0 and <= 600) } => "seconds must be above 0, up to 600",
        { Kind: not FaultKind.Slow, Seconds: not null } => "seconds belongs to kind slow",
        _ => null,
    };
}
