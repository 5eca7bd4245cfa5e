namespace TestKit;

/// <summary>A request that the application sent to its storage account.</summary>
public sealed class RecordedCall
{
    internal RecordedCall(int number, StorageService service, string method, string target) =>
        (Number, Service, Method, Target) = (number, service, method, target);

    /// <summary>1 for the first request the proxy saw, over all services.</summary>
    public int Number { get; }

    public StorageService Service { get; }

    public string Method { get; }

    /// <summary>The request target as it was sent: <c>/account001/chatra-events/messages?timeout=5</c>.</summary>
    public string Target { get; }

    /// <summary>The target without account and query: <c>chatra-events/messages</c>.</summary>
    public string Resource => Target.Split('?')[0].Split('/', 3).ElementAtOrDefault(2) ?? string.Empty;

    /// <summary>What the application was answered; null while there is no answer, or when it got none.</summary>
    public int? Status { get; internal set; }

    public override string ToString() =>
        $"#{Number} {Service} {Method} {Target} -> {(Status is { } status ? $"{status}" : "no answer")}";
}
