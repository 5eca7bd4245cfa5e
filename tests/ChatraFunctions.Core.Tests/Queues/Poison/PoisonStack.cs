using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Queues.Poison;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;

namespace ChatraFunctions.Core.Tests.Queues.Poison;

/// <summary>The product as every host composes it, without a host, on an Azurite account of its own behind a proxy.</summary>
internal sealed class PoisonStack : IAsyncDisposable
{
    private readonly ServiceProvider _host;

    private PoisonStack(StorageProxy proxy, string account)
    {
        Proxy = proxy;
        _host = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(Log))
            .AddChatraFunctions(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = proxy.ConnectionStringFor(account),
                ["Chatra:PublicKey"] = "public",
                ["Chatra:SecretKey"] = "secret",
            }).Build())
            .BuildServiceProvider();
        Direct = new QueueServiceClient(account);
    }

    public StorageProxy Proxy { get; }

    public CapturedLog Log { get; } = new();

    public PoisonReader Reader => Get<PoisonReader>();

    public PoisonReplay Replay => Get<PoisonReplay>();

    public FailureNotes Notes => Get<FailureNotes>();

    /// <summary>Past the proxy, texts as they are.</summary>
    public QueueServiceClient Direct { get; }

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public static async Task<PoisonStack> OnAsync(AzuriteFixture azurite)
    {
        var stack = new PoisonStack(await StorageProxy.StartAsync(azurite.Server), azurite.NewAccount());
        var account = stack.Get<StorageAccount>();
        await Task.WhenAll(
        [
            .. QueueNames.All.Select(queue => stack.Work(queue).CreateAsync(cancellationToken: Ending)),
            .. QueueNames.All.Select(queue => stack.Poison(queue).CreateAsync(cancellationToken: Ending)),
            .. TableNames.All.Select(table => account.Table(table).CreateAsync(Ending)),
            account.Container(ContainerNames.Payloads).CreateAsync(cancellationToken: Ending),
        ]);
        stack.Proxy.Clear();
        return stack;
    }

    public T Get<T>()
        where T : notnull => _host.GetRequiredService<T>();

    public QueueClient Work(string queue) => Direct.GetQueueClient(queue);

    public QueueClient Poison(string queue) => Direct.GetQueueClient(QueueNames.Poison(queue));

    /// <summary>An event in the form that the intake gives it.</summary>
    public static BinaryData Envelope(string id, string body = "{}", string name = "chatStarted", string? traceparent = null, string? blobName = null) =>
        new(EnvelopeFormat.Write(new Envelope(id, name, At, Encoding.UTF8.GetBytes(body), traceparent), blobName));

    public static DateTimeOffset At { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <returns>The poison message's id.</returns>
    public Task<string> AddAsync(string queue, BinaryData message) => AddTextAsync(queue, Convert.ToBase64String(message));

    public async Task<string> AddTextAsync(string queue, string text) =>
        (await Poison(queue).SendMessageAsync(text, visibilityTimeout: null, timeToLive: QueueNames.Forever, Ending)).Value.MessageId;

    public async Task<PoisonMessage> PeekOneAsync(string queue) => (await Reader.PeekAsync(queue, Ending)).Value.ShouldNotBeNull().Messages.ShouldHaveSingleItem();

    public Task<Outcome<ReplayReport>> ReplayAsync(string queue, string? id = null, int max = PoisonReplay.MaxMessages) =>
        Replay.ReplayAsync(queue, new ReplayRequest(id, max), Ending);

    /// <summary>The visible messages' texts; a queue of more than 32 shows the first.</summary>
    public static async Task<IReadOnlyList<string>> TextsAsync(QueueClient queue) =>
        [.. (await queue.PeekMessagesAsync(32, Ending)).Value.Select(message => message.MessageText)];

    /// <summary>With the hidden ones.</summary>
    public static async Task<int> CountAsync(QueueClient queue) => (await queue.GetPropertiesAsync(Ending)).Value.ApproximateMessagesCount;

    /// <summary>Takes one message as its function's trigger does.</summary>
    public async Task<BinaryData> TakeAsync(string queue)
    {
        QueueMessage message = (await Work(queue).ReceiveMessageAsync(TimeSpan.FromMinutes(1), Ending)).Value;
        await Work(queue).DeleteMessageAsync(message.MessageId, message.PopReceipt, Ending);
        return new BinaryData(Convert.FromBase64String(message.MessageText));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
