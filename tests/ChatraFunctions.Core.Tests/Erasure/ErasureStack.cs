using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Core.Tests.Transcripts;
using ChatraFunctions.Erasure;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Webhooks;
using TestKit;

namespace ChatraFunctions.Core.Tests.Erasure;

/// <summary>The whole product on an account of its own, with somebody to be erased, and somebody who is not.</summary>
internal sealed class ErasureStack : IAsyncDisposable
{
    public const string ClientId = "erased-client/1";
    public const string OtherId = "other-client";
    public const string CustomerId = "erased-customer-77";
    public const string Text = "erased-text";

    private ErasureStack(OutboxStack product) => Product = product;

    public OutboxStack Product { get; }

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public static async Task<ErasureStack> OnAsync(AzuriteFixture azurite, params (string, string)[] settings) => await OnAsync(await OutboxStack.OnAsync(azurite, settings));

    /// <summary>The clock of storage, which stamps the rows, is the product's too.</summary>
    public static async Task<ErasureStack> InRealTimeAsync(AzuriteFixture azurite) => await OnAsync(await OutboxStack.InRealTimeAsync(azurite));

    private static async Task<ErasureStack> OnAsync(OutboxStack product)
    {
        var stack = new ErasureStack(product);
        await Task.WhenAll(stack.Account.Table(TableNames.Transcripts).CreateAsync(Ending), stack.Account.Table(TableNames.ChatIndex).CreateAsync(Ending));
        return stack;
    }

    public StorageAccount Account => Product.Account;

    public T Get<T>()
        where T : notnull => Product.Get<T>();

    public static JsonObject Transcript(string chatId, string clientId, long at, string text, params string[] agents)
    {
        var transcript = SampleEvents.Transcript(SampleEvents.Message($"m-{at}", at, text), SampleEvents.Message($"n-{at}", at + 1, text));
        transcript["client"] = new JsonObject { ["id"] = clientId, ["chatId"] = chatId, ["displayedName"] = text };
        transcript["client"]!["latestVisit"] = new JsonObject { ["finishedAt"] = at + TimeSpan.MillisecondsPerDay };
        transcript["hostName"] = "shop.example";
        transcript["offlineMessagesCount"] = agents.Length;
        transcript["agents"] = new JsonArray([.. agents.Select(agent => new JsonObject { ["id"] = agent })]);
        return transcript;
    }

    /// <summary>Two chats of the one who will be erased, one event of them too long for a queue, an event of an unknown name, and a chat of the other.</summary>
    public static IEnumerable<JsonObject> Events()
    {
        yield return Transcript("erased-chat-1", ClientId, SampleEvents.Noon, Text, "liz", "julia");
        yield return Transcript("erased-chat-1", ClientId, SampleEvents.Noon + (3 * TimeSpan.MillisecondsPerDay), Text, "liz");
        yield return Transcript("erased-chat-2", ClientId, SampleEvents.Noon + 5, Text + new string('x', 60_000));
        yield return new JsonObject { ["eventName"] = "chatRated", ["client"] = new JsonObject { ["id"] = ClientId }, ["note"] = Text };
        yield return Transcript("other-chat", OtherId, SampleEvents.Noon, "other text", "liz");
    }

    public async Task StoreAsync(params IEnumerable<JsonObject> events)
    {
        foreach (var chatEvent in events)
        {
            (await Get<WebhookIntake>().AcceptAsync(ChatStack.Request(Encoding.UTF8.GetBytes(chatEvent.ToJsonString())), Ending)).Refusal.ShouldBeNull();
            foreach (var message in await Product.TakeAllAsync(QueueNames.ChatraEvents))
                await Get<ChatEventStore>().StoreAsync(new BinaryData(Convert.FromBase64String(message.MessageText)), Ending);
        }
    }

    /// <summary>An event whose run breaks off right after a call on storage. False where it was through before that.</summary>
    public async Task<bool> BreakOffAsync(JsonObject chatEvent, int calls)
    {
        (await Get<WebhookIntake>().AcceptAsync(ChatStack.Request(Encoding.UTF8.GetBytes(chatEvent.ToJsonString())), Ending)).Refusal.ShouldBeNull();
        var message = (await Product.TakeAllAsync(QueueNames.ChatraEvents)).ShouldHaveSingleItem();
        var seen = 0;
        Product.Proxy.AfterForward = _ => Task.FromResult(Interlocked.Increment(ref seen) == calls ? FaultAction.Answer(403, "AuthorizationFailure") : null);
        try
        {
            await Get<ChatEventStore>().StoreAsync(new BinaryData(Convert.FromBase64String(message.MessageText)), Ending);
            return false;
        }
        catch (Azure.RequestFailedException exception) when (exception.Status == 403)
        {
            return true;
        }
        finally
        {
            Product.Proxy.AfterForward = null;
        }
    }

    public async Task FillAsync()
    {
        await StoreAsync(Events());
        await Account.Table(TableNames.Bindings).AddEntityAsync(new TableEntity(CustomerId, "binding") { ["CustomerId"] = CustomerId, ["ClientId"] = ClientId, ["Email"] = Text }, Ending);
        await Account.Table(TableNames.Orders).AddEntityAsync(new TableEntity("shopify:1", "order") { ["CustomerId"] = CustomerId, ["Locale"] = "de" }, Ending);
        await Account.Table(TableNames.Orders).AddEntityAsync(new TableEntity("shopify:2", "order") { ["CustomerId"] = "other" }, Ending);
        await Product.SendAsync(await Product.QueueAsync("sent", Text, ClientId));
        await Product.QueueAsync("unsent", Text, ClientId);
        await Product.QueueAsync("other", "other text", OtherId);
        await Get<ChatraFunctions.Outbox.VisitorUpdates>().QueueAsync(CustomerId, ClientId, ["name"], Ending);
        await Get<ChatraFunctions.Outbox.MessageOutbox>().QueueAsync(new ChatraFunctions.Outbox.NewMessage("skipped", null, Text) { CustomerId = CustomerId }, Ending);
    }

    public async Task<ErasureReport> EraseAsync()
    {
        var begun = (await Get<Erasures>().BeginAsync(ClientId, Ending)).Value.ShouldNotBeNull();
        await RunAllAsync();
        return await ReportAsync(begun.Id);
    }

    public async Task<ErasureReport> ReportAsync(string id) => (await Get<Erasures>().FindAsync(id, Ending)).ShouldNotBeNull();

    /// <summary>All steps that are due; the second pass comes minutes later.</summary>
    public async Task<int> RunAllAsync(Func<BinaryData, Task>? run = null)
    {
        run ??= message => Get<ErasureWork>().RunAsync(message, Ending);
        var steps = 0;
        while (await Product.TakeAllAsync(QueueNames.Erasures) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await run(new BinaryData(Convert.FromBase64String(message.MessageText)));
                steps++;
            }
        }

        return steps;
    }

    /// <summary>Each attempt at a step gets one call further than the one before, and its answer is lost.</summary>
    /// <returns>How many did not get through.</returns>
    public async Task<int> RunCrashingAsync()
    {
        var crashes = 0;
        var crashed = new HashSet<string>(StringComparer.Ordinal);

        await RunAllAsync(async message =>
        {
            for (var last = crashed.Add(message.ToString()) ? 1 : int.MaxValue; ; last++)
            {
                var calls = 0;
                Product.Proxy.AfterForward = _ => Task.FromResult(Interlocked.Increment(ref calls) == last ? FaultAction.Answer(403, "AuthorizationFailure") : null);
                try
                {
                    await Get<ErasureWork>().RunAsync(message, Ending);
                    break;
                }
                catch (Azure.RequestFailedException exception) when (exception.Status == 403)
                {
                    crashes++;
                }
                finally
                {
                    Product.Proxy.AfterForward = null;
                }
            }
        });

        return crashes;
    }

    /// <summary>What comes minutes later.</summary>
    public async Task RunLastPassAsync(string? chatId = null)
    {
        var before = (await ReportAsync(ErasureTable.IdOf(ClientId))).RequestedAt;
        await Get<ErasureWork>().RunAsync(new ErasureStep(ErasureStage.Customers, ClientId, before, [], Pass: ErasureWork.LastPass).ToMessage(), Ending);
        if (chatId is not null)
            await Get<ErasureWork>().RunAsync(new ErasureStep(ErasureStage.Chat, ClientId, before, [], Pass: ErasureWork.LastPass, ChatId: chatId).ToMessage(), Ending);

        await RunAllAsync();
    }

    public async Task<JsonObject> ExportAsync()
    {
        var stream = new MemoryStream();
        var output = PipeWriter.Create(stream);
        await Get<PersonExport>().WriteAsync(ClientId, output, Ending);
        await output.CompleteAsync();
        return JsonNode.Parse(Encoding.UTF8.GetString(stream.ToArray()))!.AsObject();
    }

    /// <summary>Every key and value of every row and every blob.</summary>
    public async Task<string> DumpAsync()
    {
        var lines = new List<string>();
        foreach (var table in TableNames.All.Except([TableNames.RequestBudget]))
        {
            await foreach (var row in Account.Table(table).QueryAsync<TableEntity>(cancellationToken: Ending))
                lines.Add($"{table} {row.PartitionKey} {row.RowKey} {string.Join('|', row.Where(column => column.Key is not ("odata.etag" or "Timestamp")).Select(column => $"{column.Key}={column.Value}"))}");
        }

        await foreach (var blob in Account.Container(ContainerNames.Payloads).GetBlobsAsync(cancellationToken: Ending))
            lines.Add($"{blob.Name} {(await Account.Container(ContainerNames.Payloads).GetBlobClient(blob.Name).DownloadContentAsync(Ending)).Value.Content}");

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    public async Task NothingShouldBeLeftAsync()
    {
        var dump = await DumpAsync();
        foreach (var trace in new[] { ClientId, TableKey.Escape(ClientId), CustomerId, Text, "erased-chat" })
            dump.ShouldNotContain(trace);
    }

    public ValueTask DisposeAsync() => Product.DisposeAsync();
}
