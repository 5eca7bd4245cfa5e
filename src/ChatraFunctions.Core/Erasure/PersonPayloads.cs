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

    /// <summary>The client's id as any text, or the customer's as that of a property of this name.</summary>
    public static bool IsOf(JsonElement json, string clientId, IReadOnlyCollection<string> customerIds) =>
        IdsIn(json).Any(id => (id.IsText && id.Value == clientId) || (id.IsCustomer && customerIds.Contains(id.Value)));

    /// <summary>All that may name somebody in JSON of any shape: its texts, and the numbers that are called <c>customerId</c>.</summary>
    public static IEnumerable<(string Value, bool IsText, bool IsCustomer)> IdsIn(JsonElement json, string? property = null) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(child => IdsIn(child.Value, child.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(child => IdsIn(child, property)),
        JsonValueKind.String => [(json.GetString()!, true, IsCustomer(property))],
        JsonValueKind.Number when IsCustomer(property) => [(json.GetRawText(), false, true)],
        _ => [],
    };

    private static bool IsCustomer(string? property) => "customerId".Equals(property, StringComparison.OrdinalIgnoreCase);
}
