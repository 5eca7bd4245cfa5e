namespace ChatraFunctions.LocalHost;

/// <summary><c>extensions.http</c> of host.json.</summary>
internal sealed class HttpSettings
{
    public const string Section = $"{HostConfiguration.HostSection}:extensions:http";

    /// <summary>What stands before every function's route; may be empty.</summary>
    public string RoutePrefix { get; set; } = "api";
}
