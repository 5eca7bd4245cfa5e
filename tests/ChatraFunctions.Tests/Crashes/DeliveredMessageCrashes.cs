using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Crashes;

/// <summary>
/// Path two from the outbox on: the process dies at each step of a message's release and sending, before and after the step took
/// effect, and again while it makes up for it. Every message is delivered; once, unless it died after Chatra took the message and
/// before that was written down.
/// </summary>
/// <remarks>The timer runs every 15 seconds, so each death takes as long: the steps are shared out among several processes.</remarks>
public abstract class DeliveredMessageCrashes(AzuriteFixture azurite)
{
    private protected const int Shares = 4;

    /// <summary>What a process does that finds a message of a dead one: a new slot, or back to the outbox while it is claimed.</summary>
    private static readonly (Step, KillSwitch.Moment)[] Again =
    [
        (new("Table PUT RequestBudget", 1), KillSwitch.Moment.Before),
        (new("Table PUT RequestBudget", 1), KillSwitch.Moment.After),
        (new("Queue POST outbox", 1), KillSwitch.Moment.Before),
        (new("Queue POST outbox", 1), KillSwitch.Moment.After),
        (new("Queue DELETE chatra-send", 1), KillSwitch.Moment.After),
    ];

    private readonly Dictionary<string, int> _received = [];
    private readonly Dictionary<string, int> _uncertain = [];

    private protected async Task ShouldDeliverAllAsync(int share)
    {
        await using var rig = await CrashRig.StartAsync(azurite);
        var deaths = Delivery.Steps.SelectMany(step => Enum.GetValues<KillSwitch.Moment>().Select(moment => (step, moment)));
        var keys = new List<string>();
        foreach (var (step, moment) in deaths.Where((_, number) => number % Shares == share))
        {
            var key = $"killed {moment} {step}";
            keys.Add(key);
            await Delivery.BetweenRoundsAsync();
            await rig.SendAsync(api => api.PostMessageAsync($$"""{"clientId":"c","text":"{{key}}","key":"{{key}}"}"""));
            await DieAsync(rig, step, moment);
            if (Delivery.IsOfSender(step))
                await DieAgainAsync(rig, keys.Count);
        }

        await ShouldBeDeliveredAsync(rig, keys);
    }

    private async Task DieAsync(CrashRig rig, Step step, KillSwitch.Moment moment)
    {
        rig.Switch.Arm(step, moment);
        await rig.KilledAsync();
        await NoteUncertainAsync(rig);
        await rig.ReviveAsync();
    }

    /// <summary>The next life takes up what the last one left, and dies of it, too, where it comes to that step before it is done.</summary>
    private async Task DieAgainAsync(CrashRig rig, int number)
    {
        var (step, moment) = Again[number % Again.Length];
        rig.Switch.Arm(step, moment);
        await Eventually.HoldsAsync(
            async () => rig.Switch.Killed.IsCompleted || await rig.DepthAsync(QueueNames.ChatraSend) == 0, "what was left is taken up");
        if (!rig.Switch.Killed.IsCompleted)
            return;

        await NoteUncertainAsync(rig);
        await rig.ReviveAsync();
    }

    /// <summary>Looks, while the process is dead, for messages that Chatra has just got and the table does not know of.</summary>
    private async Task NoteUncertainAsync(CrashRig rig)
    {
        var rows = await rig.Storage.RowsAsync(TableNames.Deliveries, "RowKey ge 'k-' and RowKey lt 'k.'");
        foreach (var (text, count) in (await rig.Chatra.MessagesAsync()).CountBy(message => message.Text))
        {
            var isNew = count > _received.GetValueOrDefault(text);
            if (isNew && rows.Single(row => row.GetString("Key") == text).GetString("Status") != "sent")
                _uncertain[text] = _uncertain.GetValueOrDefault(text) + 1;

            _received[text] = count;
        }
    }

    private async Task ShouldBeDeliveredAsync(CrashRig rig, List<string> keys)
    {
        rig.Switch.Rest();
        foreach (var key in keys)
            await rig.Api.MessageAsync(key, "sent");

        await rig.DrainedAsync(QueueNames.Outbox, QueueNames.ChatraSend); // No wake-up is left that could send one again.
        var received = (await rig.Chatra.MessagesAsync()).CountBy(message => message.Text).ToDictionary();
        received.Keys.ShouldBe(keys, ignoreOrder: true);
        foreach (var key in keys)
            received[key].ShouldBeInRange(1, 1 + _uncertain.GetValueOrDefault(key), key);

        (await rig.Api.PoisonedAsync()).ShouldBe(0);
        (await rig.Api.StatusAsync())["outbox"]!["unsent"]!.GetValue<int>().ShouldBe(0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{received.Count} messages, {received.Values.Sum()} deliveries, uncertain: {string.Join(", ", _uncertain)}");
    }
}
