using TestKit;

namespace ChatraFunctions.Tests.Crashes;

/// <summary>A call that changes or decides something: at which the process may die, before it took effect or after.</summary>
/// <param name="Name">Such as <c>Queue POST chatra-events</c>, without ids.</param>
/// <param name="Occurrence">1 for the first call of this name.</param>
internal sealed record Step(string Name, int Occurrence)
{
    public const string ChatraCall = "Chatra POST pushedMessages";

    public override string ToString() => $"{Name} #{Occurrence}";

    /// <summary>
    /// Null for what is no step: polling a queue (dying after it is dying before the next step), renewing a lease, creating queues
    /// and tables at the start, and the look at who was erased, which comes by the clock.
    /// </summary>
    public static string? NameOf(RecordedCall call)
    {
        var parts = call.Resource.Split('/', '(');
        return call.Service switch
        {
            StorageService.Queue when parts.Length > 1 && call.Method is "POST" or "DELETE" => $"Queue {call.Method} {parts[0]}",
            StorageService.Blob when parts.Length > 1 => $"Blob {call.Method} {parts[0]}/{parts[1]}",
            StorageService.Table when parts[0] is not ("Tables" or "Erasures") => $"Table {call.Method} {parts[0]}",
            _ => null,
        };
    }
}
