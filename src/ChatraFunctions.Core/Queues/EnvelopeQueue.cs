using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;

namespace ChatraFunctions.Queues;

/// <summary>
/// One queue of envelopes. Sending costs one storage write, or two when the envelope is over 48 KiB and its body goes to the
/// container <c>chatra-payloads</c> first (claim check). The blob's name follows from the event's id, so that a repeated event
/// overwrites its own; blobs are removed by the container's lifecycle rule, never by a reader, since a second copy of the
/// message may still need them.
/// </summary>
public sealed class EnvelopeQueue(QueueClient queue, BlobContainerClient payloads)
{
    /// <summary>Returns when the envelope is durable.</summary>
    /// <exception cref="Azure.RequestFailedException">It is not: nothing may be acknowledged.</exception>
    public Task SendAsync(Envelope envelope, CancellationToken cancellationToken) => SendAsync(envelope, TimeSpan.Zero, cancellationToken);

    /// <summary>The same, not to be seen before the delay, which is in whole seconds, is over.</summary>
    /// <exception cref="Azure.RequestFailedException">It is not durable: nothing may be acknowledged.</exception>
    public async Task SendAsync(Envelope envelope, TimeSpan delay, CancellationToken cancellationToken)
    {
        var message = EnvelopeFormat.Write(envelope, blobName: null);
        if (message.Length > EnvelopeFormat.MaxBytes)
        {
            var blobName = $"{queue.Name}/{envelope.Id}.json";
            await payloads.GetBlobClient(blobName).UploadAsync(new BinaryData(envelope.Body), overwrite: true, cancellationToken);
            message = EnvelopeFormat.Write(envelope, blobName);
        }

        await queue.SendMessageAsync(new BinaryData(message), delay == TimeSpan.Zero ? null : delay, QueueNames.Forever, cancellationToken: cancellationToken);
    }

    /// <summary>Reads a message of this queue, with its body fetched when it was claimed.</summary>
    /// <exception cref="FormatException">The message is not an envelope.</exception>
    /// <exception cref="PayloadMissingException">Its body was claimed, and is gone.</exception>
    public async Task<Envelope> OpenAsync(BinaryData message, CancellationToken cancellationToken)
    {
        var (envelope, blobName) = EnvelopeFormat.Read(message.ToMemory());
        if (blobName is null)
            return envelope;

        try
        {
            var blob = await payloads.GetBlobClient(blobName).DownloadContentAsync(cancellationToken);
            return envelope with { Body = blob.Value.Content.ToMemory() };
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            throw new PayloadMissingException(envelope, blobName, exception);
        }
    }
}
