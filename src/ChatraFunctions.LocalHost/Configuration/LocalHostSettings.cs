using System.ComponentModel.DataAnnotations;

namespace ChatraFunctions.LocalHost;

/// <summary>What only the local host knows, in the section <c>LocalHost</c>; read from the same settings as the app's own.</summary>
internal sealed class LocalHostSettings
{
    public const string Section = "LocalHost";

    /// <summary>
    /// How long a message is hidden while its function runs; renewed at half of it. The host in Azure uses 10 minutes; it is
    /// shorter here so that the work of a killed process comes back while the developer still looks.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "7.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan MessageLease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long running functions may take to finish after Ctrl+C or SIGTERM, before their tokens are cancelled.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Key by name. Each opens the level Function; <c>_master</c> and <c>Admin</c> open Admin too. With none, no key is asked for.</summary>
    public Dictionary<string, string> FunctionKeys { get; } = [];
}
