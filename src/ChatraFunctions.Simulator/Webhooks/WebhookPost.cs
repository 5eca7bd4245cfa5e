using System.Net.Http.Headers;

namespace ChatraFunctions.Simulator.Webhooks;

/// <summary>Sends one copy of an event, again and again where that may help. Chatra does not say how it does it.</summary>
internal sealed class WebhookPost(TimeProvider time) : IDisposable
{
    /// <summary>How long an answer may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Between attempts; after the last one it is given up.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    public async Task SendAsync(WebhookDelivery delivery, Uri address, CancellationToken stopping)
    {
        for (var retries = 0; ; retries++)
        {
            var (attempt, retryAfter) = await TryAsync(delivery, address, stopping);
            delivery.Add(attempt);
            if (attempt.IsDone || !attempt.MayPass || retries == Pauses.Count)
            {
                delivery.End(attempt.IsDone);
                return;
            }

            await Task.Delay(retryAfter > Pauses[retries] ? retryAfter : Pauses[retries], time, stopping);
        }
    }

    private async Task<(WebhookAttempt Attempt, TimeSpan RetryAfter)> TryAsync(WebhookDelivery delivery, Uri address, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        using var patience = new CancellationTokenSource(Patience, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        try
        {
            using var content = new ReadOnlyMemoryContent(delivery.ToJson()) { Headers = { ContentType = Json } };
            using var answer = await _http.PostAsync(address, content, ending.Token);
            return (new WebhookAttempt(at, (int)answer.StatusCode), Wait(answer.Headers.RetryAfter));
        }
        catch (HttpRequestException exception)
        {
            return (new WebhookAttempt(at, null, exception.HttpRequestError.ToString()), TimeSpan.Zero);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return (new WebhookAttempt(at, null, "TimedOut"), TimeSpan.Zero);
        }
    }

    private TimeSpan Wait(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : TimeSpan.Zero);
}
