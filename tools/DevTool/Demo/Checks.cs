using System.Text.Json;

namespace DevTool.Demo;

/// <summary>What was promised, and whether it is so.</summary>
internal sealed class Checks
{
    public bool AllHold { get; private set; } = true;

    /// <summary>Shows it; <paramref name="found"/> is shown as well where it does not hold.</summary>
    public void That(bool holds, string promise, object? found = null)
    {
        AllHold &= holds;
        Say.Line($"{(holds ? '✓' : '✗')} {promise}{(holds || found is null ? "" : $" - found: {found}")}");
    }

    /// <summary>A part that breaks off is a promise that does not hold; the parts after it are still worth trying.</summary>
    /// <param name="end">What the part comes to.</param>
    /// <param name="part">Its work.</param>
    /// <param name="interrupted">A part that the user breaks off says nothing of the promise.</param>
    public async Task ReachAsync(string end, Func<Task> part, CancellationToken interrupted)
    {
        try
        {
            await part();
        }
        catch (Exception exception) when (!interrupted.IsCancellationRequested && IsFailure(exception))
        {
            That(false, end, exception.Message);
        }
    }

    private static bool IsFailure(Exception exception) =>
        exception is Trouble or HttpRequestException or OperationCanceledException or JsonException or InvalidOperationException;
}
