using System.IO.Pipelines;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Transcripts.Formats;
using ChatraFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts;

/// <summary>Path one without a host: webhook in, queue, tables, and out again, on an Azurite account of its own.</summary>
internal sealed class ChatStack : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private readonly string _connectionString;
    private readonly int _maxBodyBytes;

    private ChatStack(string connectionString, int maxBodyBytes, TimeProvider? time = null)
    {
        (_connectionString, _maxBodyBytes) = (connectionString, maxBodyBytes);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = connectionString,
            ["Webhooks:MaxBodyBytes"] = $"{maxBodyBytes}",
        }).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton(StorageAccount.From(configuration))
            .AddEnvelopeQueue(QueueNames.ChatraEvents)
            .AddWebhooks(configuration)
            .AddTranscripts()
            .BuildServiceProvider();
    }

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public StorageAccount Account => _services.GetRequiredService<StorageAccount>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public UnknownEvents Unknown => _services.GetRequiredService<UnknownEvents>();

    public static async Task<ChatStack> OnAsync(AzuriteFixture azurite, int maxBodyBytes = 16 * 1024 * 1024)
    {
        var stack = new ChatStack(azurite.NewAccount(), maxBodyBytes);
        await stack.CreateStorageAsync();
        return stack;
    }

    /// <summary>The same account, reached through a proxy.</summary>
    public ChatStack Through(StorageProxy proxy, TimeProvider? time = null) => new(proxy.ConnectionStringFor(_connectionString), _maxBodyBytes, time);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public Task<Outcome<AcceptedEvent>> SendAsync(string json) => SendAsync(Encoding.UTF8.GetBytes(json));

    public Task<Outcome<AcceptedEvent>> SendAsync(byte[] body, string contentType = "application/json") =>
        Intake.AcceptAsync(Request(body, contentType), Ending);

    public WebhookIntake Intake => _services.GetRequiredService<WebhookIntake>();

    public static HttpRequest Request(byte[] body, string contentType = "application/json") =>
        new DefaultHttpContext { Request = { Method = "POST", ContentType = contentType, Body = new MemoryStream(body) } }.Request;

    /// <summary>Accepts the events and takes their messages off the queue, to be stored in any order.</summary>
    public async Task<List<BinaryData>> AcceptAsync(params IEnumerable<string> events)
    {
        var queue = Account.Queue(QueueNames.ChatraEvents);
        var messages = new List<BinaryData>();
        foreach (var json in events)
        {
            (await SendUntilAcceptedAsync(queue, json)).Refusal.ShouldBeNull();
            var message = (await queue.ReceiveMessageAsync(TimeSpan.FromMinutes(5), Ending)).Value;
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Ending);
            messages.Add(message.Body);
        }

        return messages;
    }

    /// <summary>Comes again after a 503, as a sender does: a busy machine's Azurite may take longer than the intake's patience.</summary>
    private async Task<Outcome<AcceptedEvent>> SendUntilAcceptedAsync(QueueClient queue, string json)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await SendAsync(json);
            if (attempt == 5 || outcome.Refusal?.Reason != RefusalReason.Unavailable)
                return outcome;

            await queue.ClearMessagesAsync(Ending); // It may have been accepted all the same.
        }
    }

    public ChatEventStore Store => _services.GetRequiredService<ChatEventStore>();

    public Task StoreAsync(BinaryData message) => Store.StoreAsync(message, Ending);

    /// <summary>The whole path for some events.</summary>
    public async Task StoreAsync(params IEnumerable<string> events)
    {
        foreach (var message in await AcceptAsync(events))
            await StoreAsync(message);
    }

    public Task<StoredChat?> ReadAsync(string chatId) => _services.GetRequiredService<ChatReader>().ReadAsync(chatId, Ending);

    /// <summary>What GET /chats/{chatId} answers.</summary>
    public async Task<string> ReadJsonAsync(string chatId)
    {
        var chat = await ReadAsync(chatId);
        var stream = new MemoryStream();
        var output = PipeWriter.Create(stream);
        await ChatDocument.WriteAsync(chat.ShouldNotBeNull(), ChatFormat.Json, output, Ending);
        await output.CompleteAsync();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public async Task<List<TableEntity>> RowsAsync(string table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Account.Table(table).QueryAsync<TableEntity>(cancellationToken: Ending))
            rows.Add(row);

        return rows;
    }

    /// <summary>Every column of every row of both tables, as text that two equal states have in common.</summary>
    public async Task<string> DumpAsync()
    {
        var lines = new List<string>();
        foreach (var table in new[] { TableNames.Transcripts, TableNames.ChatIndex })
        {
            var rows = await RowsAsync(table);
            foreach (var row in rows.OrderBy(row => row.PartitionKey, StringComparer.Ordinal).ThenBy(row => row.RowKey, StringComparer.Ordinal))
            {
                lines.Add($"{table} {row.PartitionKey} {row.RowKey}");
                foreach (var (name, value) in row.Where(column => column.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")).OrderBy(column => column.Key, StringComparer.Ordinal))
                    lines.Add($"    {name} = {(value is DateTimeOffset at ? at.ToString("O") : value)} ({value.GetType().Name})");
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>Back to empty tables.</summary>
    public async Task ClearAsync()
    {
        foreach (var table in new[] { TableNames.Transcripts, TableNames.ChatIndex })
        {
            foreach (var partition in (await RowsAsync(table)).GroupBy(row => row.PartitionKey))
            {
                foreach (var rows in partition.Chunk(100))
                    await Account.Table(table).SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row)), Ending);
            }
        }
    }

    private Task CreateStorageAsync() => Task.WhenAll(
        Account.Queue(QueueNames.ChatraEvents).CreateAsync(cancellationToken: Ending),
        Account.Container(ContainerNames.Payloads).CreateAsync(cancellationToken: Ending),
        Account.Table(TableNames.Transcripts).CreateAsync(Ending),
        Account.Table(TableNames.ChatIndex).CreateAsync(Ending),
        Account.Table(TableNames.Erasures).CreateAsync(Ending),
        Account.Queue(QueueNames.Erasures).CreateAsync(cancellationToken: Ending));
}
