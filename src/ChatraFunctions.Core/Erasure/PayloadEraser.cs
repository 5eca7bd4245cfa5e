using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ChatraFunctions.Orders;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Removes the bodies of events that are kept as blobs: those too long for a queue, and of names that we do not know.
/// </summary>
internal sealed class PayloadEraser(StorageAccount account, PersonPayloads payloads)
{
    private const int PerStep = 200;

    private const string Orders = $"{QueueNames.OrderEvents}/";

    private static readonly string[] Folders = [$"{QueueNames.ChatraEvents}/", Orders, UnknownEvents.Folder];

    private readonly BlobContainerClient _container = account.Container(ContainerNames.Payloads);

    /// <summary>Some of them. An event that tells of something later stays: it is of another conversation, or of another order.</summary>
    /// <param name="step">Its token says where to go on: the number of the folder and the service's own mark; null for the beginning.</param>
    /// <param name="cancellationToken">The step comes again.</param>
    /// <returns>How many were removed, and where to go on; null at the end.</returns>
    public async Task<(int Count, string? Token)> EraseAsync(ErasureStep step, CancellationToken cancellationToken)
    {
        var token = step.Token;
        var folder = token is null ? 0 : int.Parse(token.Split(':', 2)[0], CultureInfo.InvariantCulture);
        var mark = token?.Split(':', 2)[1] is { Length: > 0 } text ? text : null;
        var before = Folders[folder] == Orders ? step.Before : step.SaidBefore;
        var blobs = _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folders[folder], cancellationToken);
        await foreach (var page in blobs.AsPages(mark, PerStep))
        {
            var count = 0;
            foreach (var blob in page.Values)
                count += await EraseAsync(blob.Name, step.ClientId!, step.CustomerIds, before, cancellationToken) ? 1 : 0;

            if (page.ContinuationToken is { Length: > 0 } next)
                return (count, string.Create(CultureInfo.InvariantCulture, $"{folder}:{next}"));

            return (count, folder + 1 < Folders.Length ? string.Create(CultureInfo.InvariantCulture, $"{folder + 1}:") : null);
        }

        return (0, folder + 1 < Folders.Length ? string.Create(CultureInfo.InvariantCulture, $"{folder + 1}:") : null);
    }

    private async Task<bool> EraseAsync(string name, string clientId, IReadOnlyCollection<string> customerIds, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (body, version) = await payloads.FindAsync(name, clientId, customerIds, cancellationToken);
        if (body is null)
            return false;

        using (body)
        {
            var blob = _container.GetBlobClient(name);
            if (!OrderNotices.IsBatch(body.RootElement))
                return EventTime.IsUpTo(before, body.RootElement) && await blob.DeleteIfExistsAsync(cancellationToken: cancellationToken);

            // Others' events are in it, too, and may wait in the queue yet.
            if (OrderNotices.Without(body.RootElement, each => PersonPayloads.IsOf(each, clientId, customerIds) && EventTime.IsUpTo(before, each)) is not { } rest)
                return false;

            var asRead = new BlobRequestConditions { IfMatch = version };
            if (rest.AreEmpty)
                await blob.DeleteAsync(DeleteSnapshotsOption.None, asRead, cancellationToken);
            else
                await blob.UploadAsync(new BinaryData(rest.ToBody()), new BlobUploadOptions { Conditions = asRead }, cancellationToken);

            return true;
        }
    }
}
