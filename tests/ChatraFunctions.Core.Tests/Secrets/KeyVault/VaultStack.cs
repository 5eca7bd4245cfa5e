using Chatra.Api;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Secrets;
using ChatraFunctions.Secrets.KeyVault;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace ChatraFunctions.Core.Tests.Secrets.KeyVault;

/// <summary>The product's secrets, with a vault that is a stub, and a clock that stands still. Storage is named, and never asked.</summary>
internal sealed class VaultStack : IAsyncDisposable
{
    public static readonly (string Name, string Value)[] AllSecrets =
    [
        (SecretNames.ChatraPublicKey, "pk-1"),
        (SecretNames.ChatraSecretKey, "sk-1"),
        (SecretNames.Shopify, "shopify-secret-number-1"),
        (SecretNames.WooCommerce, "woocommerce-secret-number-1"),
        (SecretNames.CloudEvents, "whsec_bnVtYmVyLTEtb2Ytc2VjcmV0cw=="),
    ];

    private readonly ServiceProvider _host;

    private VaultStack(VaultStub vault, (string Name, string Value)[] settings)
    {
        Vault = vault;
        Client = new StubbedVault(vault);
        var all = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true", ["KeyVault:Uri"] = $"{vault.Address}" };
        foreach (var (name, value) in settings)
            all[name.Replace("__", ":", StringComparison.Ordinal)] = value;

        _host = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Log))
            .AddSingleton<TimeProvider>(Time)
            .AddChatraFunctions(new ConfigurationBuilder().AddInMemoryCollection(all).Build())
            .AddSingleton(Client.NewClient())
            .BuildServiceProvider();
    }

    public VaultStub Vault { get; }

    public StubbedVault Client { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public CapturedLog Log { get; } = new();

    public IAccountKeys Keys => _host.GetRequiredService<IAccountKeys>();

    public IWebhookSecrets Webhooks => _host.GetRequiredService<IWebhookSecrets>();

    public string? Complaint => _host.GetRequiredService<ISecretHealth>().Complaint;

    public IHostedService Refresh => _host.GetServices<IHostedService>().OfType<VaultRefresh>().Single();

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public static async Task<VaultStack> StartAsync(params (string Name, string Value)[] settings) =>
        new(await VaultStub.StartAsync(AllSecrets), settings);

    public async Task<ChatraKeys> KeysAsync() => await Keys.GetAsync(Ending);

    public async Task<bool> RenewAsync(ChatraKeys refused) => await Keys.TryRenewAsync(refused, Ending);

    public async Task<IReadOnlyList<string>> ValidAsync(string name) => (await Webhooks.GetAsync(name, Ending)).Valid;

    /// <summary>Reads everything anew, as the schedule does.</summary>
    public async Task<bool> RefreshAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(5)); // What was read a moment ago is not read again.
        return await _host.GetRequiredService<Vault>().RefreshAsync(Ending);
    }

    public int Reads(string name) => Vault.Requests.Count(path => path.TrimEnd('/') == $"/secrets/{name}");

    /// <summary>No value that was ever in the vault stands in the log.</summary>
    public void LogShouldHoldNoSecret(params string[] more)
    {
        foreach (var value in AllSecrets.Select(secret => secret.Value).Append(VaultStub.Token).Concat(more))
            Log.Lines.ShouldAllBe(line => !line.Contains(value, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Vault.DisposeAsync();
    }
}
