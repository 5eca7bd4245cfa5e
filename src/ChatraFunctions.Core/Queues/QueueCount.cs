using Azure;
using Azure.Storage.Queues;

namespace ChatraFunctions.Queues;

/// <summary>Counts messages as the storage service does: about, and hidden ones too.</summary>
internal static class QueueCount
{
    /// <summary>One call on storage. A queue that is not there holds nothing: a poison queue may not be, before it is needed.</summary>
    public static async Task<int> CountAsync(this QueueClient queue, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await queue.GetPropertiesAsync(cancellationToken);
            return properties.Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return 0;
        }
    }
}
