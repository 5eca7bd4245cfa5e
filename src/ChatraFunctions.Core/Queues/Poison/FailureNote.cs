namespace ChatraFunctions.Queues.Poison;

/// <summary>Why a message failed when it was last tried.</summary>
/// <param name="At">When it failed.</param>
/// <param name="Error">In words that hold nothing of the message itself (<see cref="FailureText"/>).</param>
public sealed record FailureNote(DateTimeOffset At, string Error);
