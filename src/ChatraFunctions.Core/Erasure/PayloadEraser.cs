using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Removes the bodies of events that are kept as blobs: those too long for a queue, and of names that we do not know. A blob's name says
/// nothing of whose it is, so each is read; there are few, and a rule deletes most of them after 60 days.
/// </summary>
internal sealed class PayloadEraser(StorageAccount account)
{
    private const int PerStep = 200;

    private static readonly string[] Folders = ["chatra-events/", "order-events/", "unknown/"];

    private readonly BlobContainerClient _payloads = account.Container(ContainerNames.Payloads);

    /// <summary>Some of them.</summary>
    /// <param name="clientId">Whose.</param>
    /// <param name="customerIds">Likewise.</param>
    /// <param name="token">Where to go on: the number of the folder and the service's own mark; null for the beginning.</param>
    /// <param name="cancellationToken">The step comes again.</param>
    /// <returns>How many were removed, and where to go on; null at the end.</returns>
    public async Task<(int Count, string? Token)> EraseAsync(string clientId, IReadOnlyCollection<string> customerIds, string? token, CancellationToken cancellationToken)
    {
        var folder = token is null ? 0 : int.Parse(token.Split(':', 2)[0], CultureInfo.InvariantCulture);
        var mark = token?.Split(':', 2)[1] is { Length: > 0 } text ? text : null;
        var blobs = _payloads.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folders[folder], cancellationToken);
        await foreach (var page in blobs.AsPages(mark, PerStep))
        {
            var count = 0;
            foreach (var blob in page.Values)
                count += await EraseAsync(blob.Name, clientId, customerIds, cancellationToken) ? 1 : 0;

            if (page.ContinuationToken is { Length: > 0 } next)
                return (count, string.Create(CultureInfo.InvariantCulture, $"{folder}:{next}"));

            return (count, folder + 1 < Folders.Length ? string.Create(CultureInfo.InvariantCulture, $"{folder + 1}:") : null);
        }

        return (0, folder + 1 < Folders.Length ? string.Create(CultureInfo.InvariantCulture, $"{folder + 1}:") : null);
    }

    private async Task<bool> EraseAsync(string name, string clientId, IReadOnlyCollection<string> customerIds, CancellationToken cancellationToken)
    {
        try
        {
            var blob = _payloads.GetBlobClient(name);
            var body = await blob.DownloadContentAsync(cancellationToken);
            using var document = JsonDocument.Parse(body.Value.Content.ToMemory(), JsonBody.Stored);
            return IsOf(document.RootElement, null, clientId, customerIds) && await blob.DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return false;
        }
        catch (JsonException)
        {
            return false; // None of ours.
        }
    }

    /// <summary>The client's id as any value, or the customer's as that of a property of this name.</summary>
    private static bool IsOf(JsonElement json, string? property, string clientId, IReadOnlyCollection<string> customerIds) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Any(child => IsOf(child.Value, child.Name, clientId, customerIds)),
        JsonValueKind.Array => json.EnumerateArray().Any(child => IsOf(child, property, clientId, customerIds)),
        JsonValueKind.String => json.ValueEquals(clientId) || (IsCustomer(property) && customerIds.Any(json.ValueEquals)),
        JsonValueKind.Number => IsCustomer(property) && customerIds.Contains(json.GetRawText()),
        _ => false,
    };

    private static bool IsCustomer(string? property) => "customerId".Equals(property, StringComparison.OrdinalIgnoreCase);
}
