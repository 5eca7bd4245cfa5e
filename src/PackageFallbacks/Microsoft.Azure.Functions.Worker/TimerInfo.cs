namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function learns of its schedule.</summary>
public class TimerInfo
{
    /// <summary>Null when the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>The call comes for an occurrence that was missed.</summary>
    public bool IsPastDue { get; set; }
}
