using TestKit;

namespace Delivery.Bench;

/// <summary>Runs one scenario on an account of its own.</summary>
public static class Run
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when all is sent, or the scenario's time is over.</summary>
    public static async Task<Measurement> MeasureAsync(Scenario scenario, AzuriteServer azurite, CancellationToken cancellationToken)
    {
        await using var account = await Account.StartAsync(scenario.RequestsPerMinute);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var foreign = scenario.Foreign > 0
            ? Baselines.ForeignAsync(account, scenario.RequestsPerMinute * scenario.Foreign, ending.Token)
            : Task.CompletedTask;

        ending.CancelAfter(scenario.Limit ?? TimeSpan.FromMinutes(30));
        var texts = Enumerable.Range(1, scenario.Messages).Select(number => $"message {number:D5}").ToList();
        var measurement = scenario.Sender == SenderKind.Product
            ? await MeasureProductAsync(scenario, account, azurite, texts, ending.Token)
            : await MeasureBaselineAsync(scenario, account, texts, ending.Token);

        await ending.CancelAsync();
        await IgnoreEndAsync(foreign);
        cancellationToken.ThrowIfCancellationRequested();
        return measurement;
    }

    private static async Task<Measurement> MeasureProductAsync(Scenario scenario, Account account, AzuriteServer azurite, List<string> texts, CancellationToken ending)
    {
        using var lateness = new Lateness();
        await using var product = await Product.StartAsync(scenario, account, azurite);
        await IgnoreEndAsync(SendAsync());
        return Measurement.Of(scenario, await account.RequestsAsync(), await account.TextsAsync(), lateness.Seconds, product.StorageCalls);

        async Task SendAsync()
        {
            await product.QueueAsync(texts, ending);
            while ((await account.TextsAsync()).Distinct().Count() < texts.Count)
                await Task.Delay(Look, TimeProvider.System, ending);
        }
    }

    private static async Task<Measurement> MeasureBaselineAsync(Scenario scenario, Account account, List<string> texts, CancellationToken ending)
    {
        await IgnoreEndAsync(scenario.Sender == SenderKind.UntilRefused
            ? Baselines.UntilRefusedAsync(account, texts, ending)
            : Baselines.FixedDelayAsync(account, scenario.RequestsPerMinute, texts, ending));
        return Measurement.Of(scenario, await account.RequestsAsync(), await account.TextsAsync(), [], storageCalls: 0);
    }

    /// <summary>The time is over: what came of it until then counts.</summary>
    private static async Task IgnoreEndAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // As ordered.
        }
    }
}
