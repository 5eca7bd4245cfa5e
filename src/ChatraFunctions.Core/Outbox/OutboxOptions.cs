using System.ComponentModel.DataAnnotations;

namespace ChatraFunctions.Outbox;

/// <summary>Section <c>Outbox</c>.</summary>
public sealed class OutboxOptions
{
    public const string Section = "Outbox";

    [EnumDataType(typeof(OnUncertain))]
    public OnUncertain OnUncertain { get; set; } = OnUncertain.Resend;

    /// <summary>
    /// For how long a message belongs to the sender that claimed it; after that the sender is taken for dead. Longer than a call
    /// to Chatra can take with the writes around it, so at least four times <c>Chatra__Timeout</c>: 2 minutes unless set, 1 second to
    /// 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ClaimTimeout { get; set; } = TimeSpan.FromMinutes(2);
}
