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
            using var body = (await FindAsync(blob.Name, clientId, customerIds, cancellationToken)).Body;
            if (body is not null)
                yield return body.RootElement;
        }
    }

    /// <summary>A blob's body, and which version of it that is; null where it is not of this person, or gone.</summary>
    public async Task<(JsonDocument? Body, ETag Version)> FindAsync(string name, string clientId, IReadOnlyCollection<string> customerIds, CancellationToken cancellationToken)
    {
        try
        {
            var body = await _container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
            var document = JsonDocument.Parse(body.Value.Content.ToMemory(), JsonBody.Stored);
            if (IsOf(document.RootElement, clientId, customerIds))
                return (document, body.Value.Details.ETag);

            document.Dispose();
            return default;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return default;
        }
        catch (JsonException)
        {
            return default; // None of ours.
        }
    }

    /// <summary>The client's id as any value, or the customer's as that of a property of this name.</summary>
    public static bool IsOf(JsonElement json, string clientId, IReadOnlyCollection<string> customerIds) => IsOf(json, null, clientId, customerIds);

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
