namespace ChatraFunctions.Status.Deep;

/// <summary>One line of the deep check's answer.</summary>
/// <param name="Name">What was looked at: <c>queue outbox</c>, <c>vault</c>.</param>
/// <param name="Status"><c>ok</c>, <c>degraded</c> or <c>failed</c>.</param>
/// <param name="Detail">What was seen, where there is something to say of it.</param>
/// <param name="Hint">What to do; absent when it is ok.</param>
public sealed record CheckResult(string Name, string Status, string? Detail, string? Hint);
