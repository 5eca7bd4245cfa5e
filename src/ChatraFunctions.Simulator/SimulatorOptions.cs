namespace ChatraFunctions.Simulator;

/// <summary>One simulated account.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one, shown by <see cref="WebApplication.Urls"/> after the start.</summary>
    public int Port { get; init; } = 7072;

    /// <summary>The account's limit in any 60 seconds, over all endpoints. Chatra documents 60.</summary>
    public int RequestsPerMinute { get; init; } = 60;

    public string PublicKey { get; init; } = "local-public-key";

    public string SecretKey { get; init; } = "local-secret-key";
}
