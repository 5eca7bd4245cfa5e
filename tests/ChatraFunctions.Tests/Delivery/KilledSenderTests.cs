using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ChatraFunctions.Storage;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Delivery;

/// <summary>
/// The process is killed (SIGKILL) over and over while it sends: at a moment of chance, and each second time when Chatra has taken
/// a message whose answer is on its way.
/// </summary>
public abstract class KilledSenderTests(AzuriteFixture azurite, string onUncertain, int count, int kills)
{
    private readonly Random _random = new(7);
    private TaskCompletionSource? _killedInCall;

    private protected SimulatedChatra Chatra { get; private set; } = null!;

    private protected AppProcess App { get; private set; } = null!;

    /// <summary>The claims that the kills left open, of messages that Chatra may have or not, by the messages' texts.</summary>
    private protected HashSet<(string Text, DateTimeOffset ClaimedAt)> InDoubt { get; } = [];

    /// <summary>Sends all messages, with the kills on the way, until every delivery is at its end.</summary>
    /// <param name="meanwhile">Called every now and then while the process runs.</param>
    /// <param name="atEnd">Called when they are, while the process still runs.</param>
    /// <returns>How often each message came to Chatra.</returns>
    private protected async Task<Dictionary<string, int>> SendAsync(Func<Task>? meanwhile = null, Func<Task>? atEnd = null)
    {
        await using var chatra = Chatra = await SimulatedChatra.StartAsync();
        chatra.Around = async next =>
        {
            await next();
            if (Interlocked.Exchange(ref _killedInCall, null) is { } killed)
            {
                App.Kill();
                killed.SetResult();
                return true;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken); // A kill by chance may fall into a call, too.
            return false;
        };
        var account = azurite.NewAccount();
        var deliveries = new TableClient(account, TableNames.Deliveries);
        await using var app = App = await AppProcess.StartAsync(AppSettings.Fast(
            account,
            chatra,
            ("Outbox__OnUncertain", onUncertain),
            ("LocalHost__MessageLease", "00:00:03"),
            ("Chatra__Timeout", "00:00:06"), // No call is to be in doubt for another reason than a kill.
            ("Outbox__ClaimTimeout", "00:00:24")));
        for (var number = 0; number < count; number++)
            (await app.Api.PostMessageAsync($$"""{"key":"m{{number}}","clientId":"visitor","text":"text {{number}}"}""")).ShouldBe(HttpStatusCode.Accepted);

        for (var kill = 1; kill <= kills; kill++)
        {
            var goal = kill * count / kills / 2; // Far from the end: in the other half there are those that are held.
            await Eventually.HoldsAsync(async () => await CountAsync(meanwhile) >= goal, $"{goal} are sent before kill {kill}");
            await Task.Delay(_random.Next(150), TestContext.Current.CancellationToken);
            if (kill % 2 == 0)
                await KillInCallAsync();
            else
                app.Kill();
            await foreach (var claimed in deliveries.QueryAsync<TableEntity>("RowKey ge 'k-' and RowKey lt 'k.' and Status eq 'sending'", cancellationToken: TestContext.Current.CancellationToken))
                InDoubt.Add((claimed.GetString("Text"), claimed.GetDateTimeOffset("ClaimedAt")!.Value));

            await app.StartAsync();
        }

        await Eventually.HoldsAsync(async () => await UnsentAsync(meanwhile) == 0, "every delivery is at its end");
        (await app.Api.PoisonedAsync()).ShouldBe(0);
        await (atEnd?.Invoke() ?? Task.CompletedTask);
        return (await chatra.MessagesAsync()).CountBy(message => message.Text).ToDictionary();
    }

    private protected async Task<JsonObject> DeliveryAsync(int number) => (await App.Api.GetMessageAsync($"m{number}")).Json;

    private Task KillInCallAsync()
    {
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _killedInCall, killed);
        return killed.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
    }

    private async Task<int> CountAsync(Func<Task>? meanwhile)
    {
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        return (await Chatra.MessagesAsync()).Count;
    }

    private async Task<int> UnsentAsync(Func<Task>? meanwhile)
    {
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        return (await App.Api.StatusAsync())["outbox"]!["unsent"]!.GetValue<int>();
    }
}
