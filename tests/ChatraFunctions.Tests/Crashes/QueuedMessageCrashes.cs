using Azure.Data.Tables;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Crashes;

/// <summary>
/// Path two up to the outbox: the process dies at each step of binding a customer, taking an order event, composing its message, and
/// taking a message, before and after the step took effect. The account is paused meanwhile, so that nothing else happens.
/// </summary>
public sealed class QueuedMessageCrashes(AzuriteFixture azurite)
{
    [Fact]
    public async Task Every_accepted_order_and_message_reaches_the_bound_customer_once()
    {
        await using var rig = await CrashRig.StartAsync(azurite);
        await PauseAsync(rig, until: DateTimeOffset.UtcNow.AddHours(1));
        var clients = new List<string>();
        var steps = await rig.StepsAsync(async () =>
        {
            rig.Switch.Record();
            clients.Add(await LiveAsync(rig, $"{clients.Count}"));
        });
        steps.Count.ShouldBeGreaterThan(8);

        foreach (var step in steps)
        {
            foreach (var moment in Enum.GetValues<KillSwitch.Moment>())
            {
                rig.Switch.Arm(step, moment);
                clients.Add(await LiveAsync(rig, $"{clients.Count}"));
                rig.Switch.Killed.IsCompleted.ShouldBeTrue($"{moment} {step}");
            }
        }

        await PauseAsync(rig, until: DateTimeOffset.UtcNow);
        await ShouldBeDeliveredAsync(rig, clients);
        TestContext.Current.TestOutputHelper?.WriteLine($"{steps.Count * 2} deaths at {string.Join(", ", steps)}");
    }

    /// <summary>A customer is bound, orders, and is written to; each part is done before the next begins.</summary>
    private static async Task<string> LiveAsync(CrashRig rig, string customer)
    {
        var bound = await rig.SendAsync(api => api.BindAsync(customer));
        await rig.SendAsync(api => api.PostOrderAsync(OrderEvents.Shipped(customer, customer).ToJsonString()));
        await DoneAsync(rig);
        await rig.SendAsync(api => api.PostMessageAsync($$"""{"customerId":"{{customer}}","text":"to {{customer}}","key":"{{customer}}"}"""));
        await DoneAsync(rig);
        return bound.Json["clientId"]!.GetValue<string>();
    }

    /// <summary>The order events are composed, by this life of the process or by the next.</summary>
    private static async Task DoneAsync(CrashRig rig)
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                if (rig.Switch.IsArmed && rig.Switch.Killed.IsCompleted)
                    await rig.ReviveAsync();

                return await rig.DepthAsync(QueueNames.OrderEvents) == 0;
            },
            "the order events are composed");
    }

    private static async Task ShouldBeDeliveredAsync(CrashRig rig, List<string> clients)
    {
        rig.Switch.Rest();
        for (var customer = 0; customer < clients.Count; customer++)
        {
            await rig.Api.MessageAsync($"cloudevents:{customer}:shipped", "sent");
            await rig.Api.MessageAsync($"{customer}", "sent");
            (await rig.Api.GetAsync($"customers/{customer}/binding")).Json["clientId"]!.GetValue<string>().ShouldBe(clients[customer]);
        }

        await rig.DrainedAsync(QueueNames.Outbox, QueueNames.ChatraSend);
        var received = await rig.Chatra.MessagesAsync();
        received.Count.ShouldBe(2 * clients.Count);
        foreach (var clientId in clients)
            received.Count(message => message.ClientId == clientId).ShouldBe(2);

        (await rig.Api.PoisonedAsync()).ShouldBe(0);
    }

    private static Task PauseAsync(CrashRig rig, DateTimeOffset until) => rig.Storage.Table(TableNames.RequestBudget).UpsertEntityAsync(
        new TableEntity("chatra", "budget") { ["NextSlot"] = DateTimeOffset.UtcNow, ["PausedUntil"] = until, ["PauseReason"] = "a test", ["Share"] = 1.0 },
        TableUpdateMode.Replace,
        TestContext.Current.CancellationToken);
}
