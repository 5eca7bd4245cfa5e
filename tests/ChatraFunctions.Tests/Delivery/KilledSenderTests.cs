using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Delivery;

/// <summary>The process is killed (SIGKILL) over and over while it sends.</summary>
public abstract class KilledSenderTests(AzuriteFixture azurite, string onUncertain, int count, int kills)
{
    private readonly Random _random = new(7);

    private protected SimulatedChatra Chatra { get; private set; } = null!;

    private protected AppProcess App { get; private set; } = null!;

    /// <summary>Sends all messages, with the kills on the way, until every delivery is at its end.</summary>
    /// <param name="meanwhile">Called every now and then while the process runs.</param>
    /// <returns>How often each message came to Chatra.</returns>
    private protected async Task<Dictionary<string, int>> SendAsync(Func<Task>? meanwhile = null)
    {
        await using var chatra = Chatra = await SimulatedChatra.StartAsync();
        chatra.Around = async next =>
        {
            await next();
            await Task.Delay(50, TestContext.Current.CancellationToken); // A kill in this time leaves a message in doubt.
            return false;
        };
        await using var app = App = await AppProcess.StartAsync(AppSettings.Fast(
            azurite.NewAccount(),
            chatra,
            ("Outbox__OnUncertain", onUncertain),
            ("LocalHost__MessageLease", "00:00:03"),
            ("Chatra__Timeout", "00:00:02"),
            ("Outbox__ClaimTimeout", "00:00:08")));
        for (var number = 0; number < count; number++)
            (await app.Api.PostMessageAsync($$"""{"key":"m{{number}}","clientId":"visitor","text":"text {{number}}"}""")).ShouldBe(HttpStatusCode.Accepted);

        for (var kill = 1; kill <= kills; kill++)
        {
            var goal = kill * count / kills / 2; // Far from the end: in the other half there are those that are held.
            await Eventually.HoldsAsync(async () => await CountAsync(meanwhile) >= goal, $"{goal} are sent before kill {kill}");
            await Task.Delay(_random.Next(150), TestContext.Current.CancellationToken);
            app.Kill();
            await app.StartAsync();
        }

        await Eventually.HoldsAsync(async () => await UnsentAsync(meanwhile) == 0, "every delivery is at its end");
        (await app.Api.PoisonedAsync()).ShouldBe(0);
        return (await chatra.MessagesAsync()).CountBy(message => message.Text).ToDictionary();
    }

    private protected async Task<JsonObject> DeliveryAsync(int number) => (await App.Api.GetMessageAsync($"m{number}")).Json;

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
