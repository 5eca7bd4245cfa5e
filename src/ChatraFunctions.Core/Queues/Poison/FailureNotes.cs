using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Queues.Poison;

/// <summary>
/// Remembers why a message failed, for whoever finds it in a poison queue: neither the Functions host nor the local one writes that
/// into the message. A note is a blob <c>failures/{hash of the message}.json</c> in <c>chatra-payloads</c>; the poison message is the
/// same bytes, so it leads to its note whether it can be read or not, and the container's lifecycle rule clears the notes away.
/// A run that succeeds costs nothing here.
/// </summary>
public sealed partial class FailureNotes(StorageAccount account, TimeProvider time, ILogger<FailureNotes> logger)
{
    /// <summary>Folder in <c>chatra-payloads</c>.</summary>
    internal const string Folder = "failures/";

    /// <summary>128 bits of the hash are plenty to tell messages apart.</summary>
    private const int HashBytes = 16;

    /// <summary>A failure is often storage's own; then the note must not hold the message up for long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly BlobContainerClient _payloads = account.Container(ContainerNames.Payloads);

    /// <summary>
    /// Runs a function's work on one message and notes the exception that it ends with, if that can be done in three seconds. The
    /// exception itself always goes on as it is. What ends with the host is no failure and is not noted; what ends the process cannot be.
    /// </summary>
    public async Task WatchAsync(BinaryData message, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await TryWriteAsync(message, exception);
            throw;
        }
    }

    /// <summary>Null where nothing is known.</summary>
    internal async Task<FailureNote?> FindAsync(BinaryData message, CancellationToken cancellationToken)
    {
        try
        {
            var blob = await Blob(message).DownloadContentAsync(cancellationToken);
            return JsonSerializer.Deserialize(blob.Value.Content, PoisonJson.Default.FailureNote);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    internal Task ForgetAsync(BinaryData message, CancellationToken cancellationToken) =>
        Blob(message).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    private async Task TryWriteAsync(BinaryData message, Exception failure)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            var note = new FailureNote(time.GetUtcNow(), FailureText.Of(failure));
            var json = JsonSerializer.SerializeToUtf8Bytes(note, PoisonJson.Default.FailureNote);
            await Blob(message).UploadAsync(new BinaryData(json), overwrite: true, patience.Token);
        }
        catch (Exception exception)
        {
            // Whatever it is, it must not stand in the way of the failure that was to be noted.
            Log.NotNoted(logger, exception.GetType().Name);
        }
    }

    private BlobClient Blob(BinaryData message) =>
        _payloads.GetBlobClient($"{Folder}{Convert.ToHexStringLower(SHA256.HashData(message).AsSpan(0, HashBytes))}.json");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Why a message failed could not be noted ({Error}); the log of its function says it")]
        public static partial void NotNoted(ILogger logger, string error);
    }
}
