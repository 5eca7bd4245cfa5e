namespace ChatraFunctions.Status.Deep;

/// <summary>One thing that the app needs, and how to find out whether it has it.</summary>
/// <param name="Name">The thing: <c>queue outbox</c>.</param>
/// <param name="LookAsync">Says what it found; it should heed its token, and is not waited for when it does not.</param>
/// <param name="OnSilence">What to do when nothing comes of it in time.</param>
internal sealed record Check(string Name, Func<CancellationToken, Task<Finding>> LookAsync, string OnSilence);
