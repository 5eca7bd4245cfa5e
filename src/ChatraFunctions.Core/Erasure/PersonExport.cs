using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables;
using ChatraFunctions.Orders;
using ChatraFunctions.Outbox;
using ChatraFunctions.Outbox.Listing;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Transcripts.Formats;

namespace ChatraFunctions.Erasure;

/// <summary>All that is stored about a person, as one JSON: <c>{"clientId","customers","orders","messages","events","chats"}</c>.</summary>
public sealed class PersonExport
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PersonRows _person;
    private readonly Identities _identities;
    private readonly PersonPayloads _payloads;
    private readonly Deliveries _deliveries;
    private readonly TranscriptScan _scan;
    private readonly TableClient _index;
    private readonly TableClient _messages;

    internal PersonExport(StorageAccount account, PersonRows person, Identities identities, PersonPayloads payloads, Deliveries deliveries, TranscriptScan scan) =>
        (_person, _identities, _payloads, _deliveries, _scan, _index, _messages) =
        (person, identities, payloads, deliveries, scan, account.Table(TableNames.ChatIndex), account.Table(TableNames.Deliveries));

    /// <summary>Storage is asked before anything is written. Chats are written as they are read, however long they are.</summary>
    public async Task WriteAsync(string clientId, PipeWriter output, CancellationToken cancellationToken)
    {
        var bindings = TableKey.Fits(clientId) ? await BindingsAsync(clientId, cancellationToken) : [];
        var customerIds = await _identities.FindCustomersAsync(clientId, bindings, cancellationToken);
        await using var json = new Utf8JsonWriter(output, Readable);
        json.WriteStartObject();
        json.WriteString("clientId", clientId);
        json.WriteStartArray("customers");
        foreach (var row in bindings)
            WriteRow(json, row);

        json.WriteEndArray();
        json.WriteStartArray("orders");
        await foreach (var partition in _person.OrdersAsync(clientId, customerIds, cancellationToken))
            WriteOrder(json, await _person.OrderAsync(partition, cancellationToken));

        json.WriteEndArray();
        json.WriteStartArray("messages");
        foreach (var prefix in customerIds.Select(ListedDelivery.ByCustomer).Prepend(ListedDelivery.ByClient(clientId)))
            await WriteMessagesAsync(prefix, clientId, json, cancellationToken);

        json.WriteEndArray();
        json.WriteStartArray("events");
        await foreach (var unknown in _payloads.UnknownEventsAsync(clientId, customerIds, cancellationToken))
            unknown.WriteTo(json);

        json.WriteEndArray();
        json.WriteStartArray("chats");
        await json.FlushAsync(cancellationToken);
        await WriteChatsAsync(clientId, output, cancellationToken);
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private async Task<List<TableEntity>> BindingsAsync(string clientId, CancellationToken cancellationToken)
    {
        var (bindings, token) = (new List<TableEntity>(), (string?)null);
        do
        {
            (var rows, token) = await _person.BindingsAsync(clientId, token, int.MaxValue, cancellationToken);
            bindings.AddRange(rows);
        }
        while (token is not null);

        return bindings;
    }

    /// <summary>What was sent to the client is under the client; under the customer only what was not sent to anybody, or to another client.</summary>
    private async Task WriteMessagesAsync(string prefix, string clientId, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        var isByClient = prefix == ListedDelivery.ByClient(clientId);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DeliveryRow.Partition} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        await foreach (var row in _messages.QueryAsync<TableEntity>(filter, select: [DeliveryRow.Key], cancellationToken: cancellationToken))
        {
            if (await _deliveries.FindAsync(row.GetString(DeliveryRow.Key), cancellationToken) is { } delivery && (isByClient || delivery.ClientId != clientId))
                JsonSerializer.Serialize(json, DeliveryView.Of(delivery), DeliveryJson.Default.DeliveryView);
        }
    }

    private async Task WriteChatsAsync(string clientId, PipeWriter output, CancellationToken cancellationToken)
    {
        if (!TableKey.Fits(clientId))
            return;

        var isFirst = true;
        await foreach (var entry in _index.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {IndexKeys.Client(clientId)}"), cancellationToken: cancellationToken))
        {
            var chat = new ChatPart(output, isFirst);
            await foreach (var row in _scan.RowsAsync(entry.GetString("ChatId"), cancellationToken))
            {
                chat.Add(row);
                await output.FlushSomeAsync(chat.Writer, cancellationToken);
            }

            isFirst &= !chat.TryEnd();
        }
    }

    /// <summary>With its states, which have the tracking numbers and amounts, as <c>updates</c>.</summary>
    private static void WriteOrder(Utf8JsonWriter json, IReadOnlyCollection<TableEntity> rows)
    {
        json.WriteStartObject();
        foreach (var order in rows.Where(row => row.RowKey == OrderRow.RowKey))
            WriteColumns(json, order);

        json.WriteStartArray("updates");
        foreach (var update in rows.Where(row => row.RowKey != OrderRow.RowKey))
            WriteRow(json, update);

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, TableEntity row)
    {
        json.WriteStartObject();
        WriteColumns(json, row);
        json.WriteEndObject();
    }

    /// <summary>As they are stored; times as JSON has them.</summary>
    private static void WriteColumns(Utf8JsonWriter json, TableEntity row)
    {
        foreach (var (name, value) in LongRow.ColumnsOf(row))
        {
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
            switch (value)
            {
                case string text: json.WriteStringValue(text); break;
                case bool flag: json.WriteBooleanValue(flag); break;
                case int number: json.WriteNumberValue(number); break;
                case DateTimeOffset at: json.WriteStringValue(at); break;
                default: json.WriteStringValue($"{value}"); break;
            }
        }
    }
}
