using System.Diagnostics;

namespace DevTool.Running;

/// <summary>How a child is started, and the name its lines are marked with.</summary>
internal sealed record Launch(string Name, string Program, string[] Arguments)
{
    // A child is stopped by closing its standard input, which also happens when this process dies, however it dies: then it
    // gets a SIGTERM. Ctrl+C, which a terminal sends to all of them at once, is ignored, so that they stop in order.
    private const string Leash = """
        trap '' INT
        exec 3<&0
        (cat <&3; kill -TERM $$) >/dev/null 2>&1 &
        exec "$@" </dev/null 3<&-
        """;

    /// <summary>Added to the environment of this process; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public string? Directory { get; init; }

    /// <summary>True shows its output as it is; false hands it on line by line.</summary>
    public bool OwnsTerminal { get; init; }

    /// <summary>A child without a leash can only be killed.</summary>
    public static bool HasLeash => !OperatingSystem.IsWindows();

    public ProcessStartInfo ToStartInfo()
    {
        var start = HasLeash
            ? new ProcessStartInfo("/bin/sh", ["-c", Leash, "sh", Program, .. Arguments])
            : new ProcessStartInfo(Program, Arguments);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = !OwnsTerminal;
        start.RedirectStandardError = !OwnsTerminal;
        start.WorkingDirectory = Directory ?? "";
        foreach (var (name, value) in Environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        return start;
    }
}
