using System.ComponentModel.DataAnnotations;
using Azure.Storage.Queues;

namespace ChatraFunctions.LocalHost;

/// <summary>
/// <c>extensions.queues</c> of host.json, with the host's own defaults and limits
/// (https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#hostjson-settings).
/// </summary>
internal sealed class QueueSettings
{
    public const string Section = $"{HostConfiguration.HostSection}:extensions:queues";

    /// <summary>Messages taken at once; 32 is the most that storage gives.</summary>
    [Range(1, 32)]
    public int BatchSize { get; set; } = 16;

    /// <summary>A new batch is taken when no more than this many still run; absent, half a batch. At most BatchSize + NewBatchThreshold run at once.</summary>
    [Range(0, 1000)]
    public int? NewBatchThreshold { get; set; }

    /// <summary>The longest wait between two looks at an empty queue.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxPollingInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a message stays hidden after its function failed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan VisibilityTimeout { get; set; } = TimeSpan.Zero;

    /// <summary>How often a message is tried before it goes to the poison queue.</summary>
    [Range(1, int.MaxValue)]
    public int MaxDequeueCount { get; set; } = 5;

    /// <summary>How a message's text stands for its bytes.</summary>
    public QueueMessageEncoding MessageEncoding { get; set; } = QueueMessageEncoding.Base64;
}
