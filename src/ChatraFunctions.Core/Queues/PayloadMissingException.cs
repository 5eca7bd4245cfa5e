namespace ChatraFunctions.Queues;

/// <summary>A message leads to a blob that is not there: it was erased with the person it told of, or is older than blobs are kept.</summary>
public sealed class PayloadMissingException(Envelope envelope, string blobName, Exception inner)
    : Exception($"The body of {envelope.Name} {envelope.Id} is gone: there is no blob {blobName}.", inner)
{
    /// <summary>All but its body.</summary>
    public Envelope Envelope { get; } = envelope;
}
