using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function runs by the clock.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    public TimerTriggerAttribute(string schedule) => (Schedule, UseMonitor) = (schedule, true);

    /// <summary>Six-field NCRONTAB (seconds first); <c>%Setting%</c> in it is resolved by the host.</summary>
    public string Schedule { get; private set; }

    /// <summary>Whether the host keeps the schedule's status, so that a missed occurrence is seen.</summary>
    public bool UseMonitor { get; set; }

    /// <summary>Whether the function runs once as soon as the host is up.</summary>
    public bool RunOnStartup { get; set; }
}
