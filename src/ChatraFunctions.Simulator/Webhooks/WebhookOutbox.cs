using System.Text.Json.Nodes;
using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Webhooks;

/// <summary>
/// The events of the account, on their way and after. Those of a chat go one after the other, each when the one before is through or
/// given up; chats do not wait for each other. What is not through when the simulator stops is not sent.
/// </summary>
internal sealed class WebhookOutbox(WebhookSettings settings, TimeProvider time) : IHostedService, IAsyncDisposable
{
    private const int MostCopies = 3;

    /// <summary>How far events are shuffled.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(1);

    private readonly List<WebhookDelivery> _deliveries = [];
    private readonly Dictionary<string, Task> _tails = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebhookPost _post = new(time);
    private readonly Lock _gate = new();
    private WebhookSettings _settings = settings;
    private Random _chance = ChanceOf(settings);
    private Task _running = Task.CompletedTask;
    private bool _isDisposed;

    public TimeSpan FragmentDelay => Settings.FragmentDelay;

    /// <summary>For the events to come; those on their way go where they were meant to.</summary>
    public WebhookSettings Settings
    {
        get
        {
            lock (_gate)
                return _settings;
        }

        set
        {
            lock (_gate)
                (_settings, _chance) = (value, ChanceOf(value));
        }
    }

    /// <param name="visitor">Whose chat it is of.</param>
    /// <param name="body">Makes the event; not called when nobody wants it.</param>
    public void Add(Visitor visitor, Func<JsonObject> body)
    {
        lock (_gate)
        {
            if (_settings.Address is not { } address || _stopping.IsCancellationRequested)
                return;

            TimeSpan[] delays = _settings.Disorder is null
                ? [TimeSpan.Zero]
                : [.. Enumerable.Range(0, _chance.Next(1, MostCopies + 1)).Select(_ => Spread * _chance.NextDouble())];
            var chatEvent = body();
            var delivery = new WebhookDelivery(
                Ids.New(), (string)chatEvent["eventName"]!, visitor.ChatId, Answer.Ok(chatEvent).Json, time.GetUtcNow(), delays.Length);
            _deliveries.Add(delivery);
            if (_settings.Disorder is null)
                Follow(delivery, address);
            else
                Scatter(delivery, address, delays);
        }
    }

    public IReadOnlyList<WebhookDelivery> All()
    {
        lock (_gate)
            return [.. _deliveries];
    }

    public void Forget()
    {
        lock (_gate)
            _deliveries.Clear();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_isDisposed)
            return;

        await _stopping.CancelAsync();
        Task running;
        lock (_gate)
            running = Task.WhenAll([_running, .. _tails.Values]);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // They end as canceled.
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _isDisposed = true;
        _post.Dispose();
        _stopping.Dispose();
    }

    private void Follow(WebhookDelivery delivery, Uri address)
    {
        var before = _tails.GetValueOrDefault(delivery.ChatId);
        _tails[delivery.ChatId] = Task.Run(SendAsync);

        async Task SendAsync()
        {
            if (before is not null)
                await before;
            await _post.SendAsync(delivery, address, _stopping.Token);
        }
    }

    private void Scatter(WebhookDelivery delivery, Uri address, TimeSpan[] delays)
    {
        var running = _running.IsCompleted ? [] : new[] { _running };
        _running = Task.WhenAll([.. running, .. delays.Select(delay => Task.Run(() => SendAsync(delay)))]);

        async Task SendAsync(TimeSpan delay)
        {
            await Task.Delay(delay, time, _stopping.Token);
            await _post.SendAsync(delivery, address, _stopping.Token);
        }
    }

    /// <summary>The same seed gives the same disorder, as far as chance goes.</summary>
    private static Random ChanceOf(WebhookSettings settings) => new(settings.Disorder ?? 0);
}
