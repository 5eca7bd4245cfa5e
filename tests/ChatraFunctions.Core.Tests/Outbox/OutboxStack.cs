using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using ChatraFunctions.Core.Tests.Secrets.KeyVault;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Secrets;
using ChatraFunctions.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>
/// Path two without a host: the product as every host composes it, on an Azurite account of its own behind a proxy, with a Chatra
/// that answers as it is told, and a clock that stands still.
/// </summary>
internal sealed class OutboxStack : IAsyncDisposable
{
    private static readonly string[] QueuesNeeded = [.. QueueNames.All, QueueNames.Poison(QueueNames.Outbox), QueueNames.Poison(QueueNames.ChatraSend)];
    private static readonly string[] TablesNeeded = [TableNames.Deliveries, TableNames.Bindings, TableNames.RequestBudget, TableNames.Orders, TableNames.PrivacyRequests, TableNames.Erasures];

    private readonly List<ServiceProvider> _hosts = [];
    private readonly Dictionary<string, string?> _settings;
    private readonly TimeProvider _clock;
    private readonly Action<IServiceCollection>? _change;

    private OutboxStack(
        StorageProxy proxy,
        ScriptedChatra chatra,
        string connectionString,
        TimeProvider? clock,
        Action<IServiceCollection>? change,
        (string Name, string Value)[] settings)
    {
        (Proxy, Chatra, ConnectionString, _clock, _change) = (proxy, chatra, connectionString, clock ?? Time, change);
        _settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = proxy.ConnectionStringFor(connectionString),
            ["Chatra:BaseUrl"] = $"{chatra.Address}",
            ["Chatra:PublicKey"] = "public",
            ["Chatra:SecretKey"] = "secret-of-the-account",
        };
        foreach (var (name, value) in settings)
            _settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;

        Host = NewHost();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public StorageProxy Proxy { get; }

    public ScriptedChatra Chatra { get; }

    /// <summary>Past the proxy.</summary>
    public string ConnectionString { get; }

    public CapturedLog Log { get; } = new();

    public IServiceProvider Host { get; }

    public DateTimeOffset Now => _clock.GetUtcNow();

    public StorageAccount Account => Get<StorageAccount>();

    public Deliveries Deliveries => Get<Deliveries>();

    public RequestBudget Budget => Get<RequestBudget>();

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public static Task<OutboxStack> OnAsync(AzuriteFixture azurite, params (string Name, string Value)[] settings) => StartAsync(azurite, null, null, settings);

    /// <summary>With keys from elsewhere than the settings.</summary>
    public static Task<OutboxStack> WithKeysAsync(AzuriteFixture azurite, IAccountKeys keys) => StartAsync(azurite, null, services => services.AddSingleton(keys), []);

    /// <summary>With secrets from a vault.</summary>
    public static Task<OutboxStack> WithVaultAsync(AzuriteFixture azurite, VaultStub vault, params (string Name, string Value)[] settings) => StartAsync(
        azurite, null, services => services.AddSingleton(new StubbedVault(vault).NewClient()), [("KeyVault__Uri", $"{vault.Address}"), .. settings]);

    /// <summary>With the clock on the wall.</summary>
    public static Task<OutboxStack> InRealTimeAsync(AzuriteFixture azurite, params (string Name, string Value)[] settings) =>
        StartAsync(azurite, TimeProvider.System, null, settings);

    public T Get<T>()
        where T : notnull => Host.GetRequiredService<T>();

    /// <summary>Another instance of the app on the same account.</summary>
    public ServiceProvider NewHost()
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Log))
            .AddSingleton(_clock)
            .AddChatraFunctions(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build());
        _change?.Invoke(services);
        var host = services.BuildServiceProvider();
        _hosts.Add(host);
        return host;
    }

    public Task<Delivery> QueueAsync(string key, string text = "Hello", string? clientId = "visitor") =>
        Get<MessageOutbox>().QueueAsync(new NewMessage(key, clientId, text), Ending);

    /// <summary>A wake-up whose slot is now.</summary>
    public WakeUp WakeUpOf(Delivery delivery) => new(delivery.Key, delivery.QueuedAt, Now, new Slot(Now, Epoch: 0));

    /// <summary>What the queue trigger does with one wake-up, whose slot is now unless it says something else.</summary>
    public Task SendAsync(Delivery delivery) => SendAsync(WakeUpOf(delivery));

    public Task SendAsync(WakeUp wakeUp) => Get<PushedMessageSender>().SendAsync(wakeUp.ToMessage(), Ending);

    public Task<int> ReleaseAsync() => Get<OutboxReleaser>().RunAsync(Ending);

    /// <summary>
    /// What the timer and the queue trigger do with all that is due: one run of the releaser, then each wake-up at its slot.
    /// </summary>
    /// <returns>How many wake-ups there were.</returns>
    public async Task<int> RunDueAsync()
    {
        await ReleaseAsync();
        var wakeUps = (await TakeAllAsync(QueueNames.ChatraSend))
            .Select(message => WakeUp.Read(new BinaryData(Convert.FromBase64String(message.MessageText))))
            .OrderBy(wakeUp => wakeUp.Slot!.At)
            .ToList();
        foreach (var wakeUp in wakeUps)
        {
            if (wakeUp.Slot!.At > Time.GetUtcNow())
                Time.SetUtcNow(wakeUp.Slot.At);
            await SendAsync(wakeUp);
        }

        return wakeUps.Count;
    }

    public async Task<Delivery> FindAsync(string key) => (await Deliveries.FindAsync(key, Ending)).ShouldNotBeNull();

    /// <summary>The delivery's row as it is stored.</summary>
    public async Task<TableEntity> RowAsync(string key) =>
        (await Account.Table(TableNames.Deliveries).GetEntityAsync<TableEntity>(DeliveryRow.Partition, DeliveryRow.RowKey(key), cancellationToken: Ending)).Value;

    /// <summary>Makes a delivery what it is to be, past all rules.</summary>
    public async Task<Delivery> MakeAsync(string key, Func<Delivery, Delivery> change) =>
        (await Deliveries.TryReplaceAsync(change(await FindAsync(key)), Ending)).ShouldNotBeNull();

    /// <summary>The rows beside the deliveries are the ones that these ask for, and no other.</summary>
    public async Task CompanionsShouldAgreeAsync()
    {
        var rows = await Account.Table(TableNames.Deliveries).QueryAsync<TableEntity>(cancellationToken: Ending).ToListAsync(Ending);
        var (deliveries, companions) = (rows.Where(IsDelivery), rows.Where(row => !IsDelivery(row)).Select(row => row.RowKey));
        companions.ShouldBe(deliveries.SelectMany(row => DeliveryRow.CompanionsOf(DeliveryRow.Read(row))), ignoreOrder: true);

        static bool IsDelivery(TableEntity row) => row.RowKey.StartsWith("k-", StringComparison.Ordinal);
    }

    /// <summary>Takes all that is visible off a queue.</summary>
    public async Task<List<QueueMessage>> TakeAllAsync(string queue)
    {
        var client = Account.RawQueue(queue);
        var taken = new List<QueueMessage>();
        while ((await client.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5), Ending)).Value is { Length: > 0 } messages)
        {
            foreach (var message in messages)
                await client.DeleteMessageAsync(message.MessageId, message.PopReceipt, Ending);
            taken.AddRange(messages);
        }

        return taken;
    }

    /// <summary>All messages of a queue, those not visible yet too.</summary>
    public async Task<int> CountAsync(string queue) => (await Account.Queue(queue).GetPropertiesAsync(Ending)).Value.ApproximateMessagesCount;

    /// <summary>In how many seconds each message put on the queue since the proxy was cleared becomes visible.</summary>
    public IReadOnlyList<double> DelaysOf(string queue) =>
    [
        .. Proxy.CallsTo(StorageService.Queue)
            .Where(call => call.Method == "POST" && call.Resource == $"{queue}/messages")
            .Select(call => QueryHelpers.ParseQuery(new Uri("http://x" + call.Target).Query).TryGetValue("visibilitytimeout", out var delay)
                ? double.Parse(delay.ToString(), System.Globalization.CultureInfo.InvariantCulture)
                : 0),
    ];

    /// <summary>Lets time pass, as it would while something waits, until that is through.</summary>
    public async Task PassTimeUntilAsync(Task task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            Time.Advance(step);
            await Task.WhenAny(task, Task.Delay(10, Ending));
        }

        await task;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await Proxy.DisposeAsync();
        await Chatra.DisposeAsync();
    }

    private static async Task<OutboxStack> StartAsync(
        AzuriteFixture azurite, TimeProvider? clock, Action<IServiceCollection>? change, (string Name, string Value)[] settings)
    {
        var stack = new OutboxStack(
            await StorageProxy.StartAsync(azurite.Server), await ScriptedChatra.StartAsync(), azurite.NewAccount(), clock, change, settings);
        await Task.WhenAll(
        [
            .. QueuesNeeded.Select(queue => stack.Account.Queue(queue).CreateAsync(cancellationToken: Ending)),
            .. TablesNeeded.Select(table => stack.Account.Table(table).CreateAsync(Ending)),
            .. ContainerNames.All.Select(container => stack.Account.Container(container).CreateAsync(cancellationToken: Ending)),
        ]);
        stack.Proxy.Clear();
        return stack;
    }
}
