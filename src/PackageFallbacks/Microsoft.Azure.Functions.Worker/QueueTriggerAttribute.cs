using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function runs for every message of a storage queue.</summary>
public sealed class QueueTriggerAttribute : TriggerBindingAttribute
{
    public QueueTriggerAttribute(string queueName) => QueueName = queueName;

    /// <summary>The queue; <c>%Setting%</c> in it is resolved by the host.</summary>
    public string QueueName { get; }

    /// <summary>The setting, or the prefix of settings, that names the storage account; absent, <c>AzureWebJobsStorage</c>.</summary>
    public string? Connection { get; set; }
}
