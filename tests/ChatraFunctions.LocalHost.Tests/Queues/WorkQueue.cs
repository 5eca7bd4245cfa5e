using Azure.Storage.Queues;

namespace ChatraFunctions.LocalHost.Tests.Queues;

/// <summary>The queue <c>work</c> of an account and its poison queue, seen from outside, texts as they are.</summary>
internal sealed class WorkQueue
{
    private readonly string _account;
    private readonly QueueClient _queue;
    private readonly QueueClient _poison;

    public WorkQueue(string account)
    {
        _account = account;
        _queue = new QueueClient(account, "work");
        _poison = new QueueClient(account, "work-poison");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>As an environment would name it, quick enough for tests.</summary>
    public Dictionary<string, string?> Settings(params (string Name, string Value)[] others)
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = _account,
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.2",
        };
        foreach (var (name, value) in others)
            settings[name.StartsWith("LocalHost", StringComparison.Ordinal) ? name : $"AzureFunctionsJobHost__extensions__queues__{name}"] = value;

        return settings;
    }

    public Task CreateAsync() => _queue.CreateAsync(cancellationToken: Cancel);

    /// <summary>Puts the bytes of a text there, as base64.</summary>
    public Task SendAsync(string text) => SendRawAsync(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)));

    public Task SendRawAsync(string text) => _queue.SendMessageAsync(text, Cancel);

    /// <summary>Takes a message and lets it go, as a process that dies does.</summary>
    public async Task TakeInVainAsync() =>
        (await _queue.ReceiveMessagesAsync(1, TimeSpan.FromSeconds(1), Cancel)).Value.Length.ShouldBe(1);

    /// <summary>How many messages there are, hidden ones too.</summary>
    public async Task<int> DepthAsync() => (await _queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount;

    /// <summary>How many messages anybody else could take now.</summary>
    public async Task<int> VisibleAsync() => (await _queue.PeekMessagesAsync(32, Cancel)).Value.Length;

    public async Task<IReadOnlyList<string>> PoisonAsync() =>
        await _poison.ExistsAsync(Cancel) ? [.. (await _poison.PeekMessagesAsync(32, Cancel)).Value.Select(message => message.MessageText)] : [];
}
