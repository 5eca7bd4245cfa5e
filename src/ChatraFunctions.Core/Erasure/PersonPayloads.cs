using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Erasure;

/// <summary>
/// What is kept of a person in blobs. A blob's name says nothing of whose it is, so each is read; there are few, and a rule deletes most
/// of them after 60 days.
/// </summary>
internal sealed class PersonPayloads(StorageAccount account)
{
    private readonly BlobContainerClient _container = account.Container(ContainerNames.Payloads);

    /// <summary>The bodies of events of names that we do not know; the others are in the tables. Each is good until the next is asked for.</summary>
    public async IAsyncEnumerable<JsonElement> UnknownEventsAsync(string clientId, IReadOnlyCollection<string> customerIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, UnknownEvents.Folder, cancellationToken))
        {
            using var body = await FindAsync(blob.Name, clientId, customerIds, cancellationToken);
            if (body is not null)
                yield return body.RootElement;
        }
    }

    /// <summary>Null where the blob is not of this person, or gone.</summary>
    public async Task<JsonDocument?> FindAsync(string name, string clientId, IReadOnlyCollection<string> customerIds, CancellationToken cancellationToken)
    {
        try
        {
            var body = await _container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
            var document = JsonDocument.Parse(body.Value.Content.ToMemory(), JsonBody.Stored);
            if (IsOf(document.RootElement, null, clientId, customerIds))
                return document;

            document.Dispose();
            return null;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
        catch (JsonException)
        {
            return null; // None of ours.
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
