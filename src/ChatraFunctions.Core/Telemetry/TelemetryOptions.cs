using System.ComponentModel.DataAnnotations;

namespace ChatraFunctions.Telemetry;

/// <summary>Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>
    /// How often the depths of the queues and the age of the oldest message are measured, which takes about a dozen calls on storage:
    /// a minute unless set, 15 seconds to 1 hour. The alerts of <c>infra/</c> need a value in every five minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:15", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}
