namespace DevTool.Running;

/// <summary>What differs between the commands that run everything.</summary>
internal sealed record LocalRunOptions
{
    public required string StorageFolder { get; init; }

    /// <summary>Blobs, queues, tables.</summary>
    public required int[] StoragePorts { get; init; }

    public required int SimulatorPort { get; init; }

    public required int FunctionsPort { get; init; }

    /// <summary>What the simulator is told beyond its port.</summary>
    public IReadOnlyList<string> SimulatorArguments { get; init; } = [];

    /// <summary>Where the functions look for local.settings.json.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Makes the environment of the functions from the settings that let the three find each other.</summary>
    public required Func<Dictionary<string, string?>, IReadOnlyDictionary<string, string?>> Settings { get; init; }

    /// <summary>What the functions ask for, for the webhooks; null when they ask for none.</summary>
    public string? FunctionKey { get; init; }

    /// <summary>Is given each line that one of them writes, marked with its name; null keeps them quiet.</summary>
    public Action<string>? Print { get; init; }
}
