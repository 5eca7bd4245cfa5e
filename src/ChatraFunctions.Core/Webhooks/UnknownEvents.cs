using System.Globalization;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Webhooks;

/// <summary>
/// Events whose name the documentation does not have: their bodies are kept as they came, as blobs
/// <c>unknown/{name}/{event id}.json</c> in <c>chatra-payloads</c>, until somebody writes the code for them.
/// </summary>
public sealed class UnknownEvents(StorageAccount account)
{
    /// <summary>Counting stops here, which is one page of a blob listing.</summary>
    public const int MaxCount = 5_000;

    internal const string Folder = "unknown/";

    private readonly BlobContainerClient _payloads = account.Container(ContainerNames.Payloads);

    /// <summary>How many are kept; <see cref="MaxCount"/> means that many or more.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in _payloads.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder, cancellationToken))
        {
            if (++count == MaxCount)
                break;
        }

        return count;
    }

    /// <summary>One write; a repeated event overwrites its own blob.</summary>
    internal Task KeepAsync(Envelope envelope, CancellationToken cancellationToken) =>
        _payloads.GetBlobClient(BlobName(envelope)).UploadAsync(new BinaryData(envelope.Body), overwrite: true, cancellationToken);

    private static string BlobName(Envelope envelope) => $"{Folder}{Escape(envelope.Name)}/{envelope.Id}.json";

    /// <summary>
    /// Letters, digits, - and _ stay; anything else becomes <c>!</c> and four hexadecimal digits. Dots too: a path segment may
    /// not be <c>..</c> nor end with one. At most five times <see cref="EventNames.MaxLength"/>, well under a blob name's 1,024.
    /// </summary>
    private static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (var unit in name)
        {
            if (char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_')
                escaped.Append(unit);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"!{(int)unit:X4}");
        }

        return escaped.ToString();
    }
}
