using Chatra.Api;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Secrets;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>Keys of the account that are rotated, refused or out of reach.</summary>
public sealed class AccountKeysTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refused_keys_that_were_replaced_are_tried_anew_without_a_pause()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var keys = new Keys { AreReplaced = true };
        stack.Chatra.AnswersNext(401, "no such key");
        stack.Proxy.Clear();

        await SendAsync(stack, keys, delivery);

        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldBeNull();
        stack.DelaysOf(QueueNames.Outbox).ShouldBe([0]);
        var waiting = await stack.FindAsync("k");
        (waiting.Status, waiting.Faults, waiting.NotBefore).ShouldBe((DeliveryStatus.Queued, 0, null));

        await SendAsync(stack, keys, delivery);
        stack.Chatra.Requests.Count.ShouldBe(2);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
        keys.Renewals.ShouldBe(1);
    }

    [Fact]
    public async Task Replaced_keys_that_are_refused_too_pause_the_account()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var keys = new Keys { AreReplaced = true };
        stack.Chatra.AnswersNext(401, "no such key");
        stack.Chatra.AnswersNext(401, "no such key");

        await SendAsync(stack, keys, delivery);
        keys.AreReplaced = false;
        await SendAsync(stack, keys, delivery);

        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldBe(stack.Now + TimeSpan.FromMinutes(5));
        keys.Renewals.ShouldBe(2);
    }

    [Fact]
    public async Task Keys_out_of_reach_are_no_attempt_and_pause_nobody()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var keys = new Keys { AreOutOfReach = true };

        await SendAsync(stack, keys, delivery);

        stack.Chatra.Requests.ShouldBeEmpty();
        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldBeNull();
        var waiting = await stack.FindAsync("k");
        (waiting.Status, waiting.Attempts, waiting.Faults, waiting.IsInDoubt).ShouldBe((DeliveryStatus.Queued, 0, 0, false));

        keys.AreOutOfReach = false;
        stack.Time.Advance(TimeSpan.FromSeconds(30));
        await SendAsync(stack, keys, delivery);
        var sent = await stack.FindAsync("k");
        (sent.Status, sent.Attempts).ShouldBe((DeliveryStatus.Sent, 1));
    }

    /// <summary>The product's sender with other keys; its slot is now.</summary>
    private static async Task SendAsync(OutboxStack stack, Keys keys, Delivery delivery)
    {
        var options = new ChatraOptions { BaseUrl = stack.Chatra.Address };
        using var http = new HttpClient(ChatraClient.CreateHandler(options));
        var chatra = new ChatraClient(http, keys, options, stack.Time);
        var sender = ActivatorUtilities.CreateInstance<PushedMessageSender>(stack.Host, keys, chatra);
        var epoch = (await stack.Budget.ReadAsync(Ending)).Epoch;
        await sender.SendAsync((stack.WakeUpOf(delivery) with { Slot = new Slot(stack.Now, epoch) }).ToMessage(), Ending);
    }

    private sealed class Keys : IAccountKeys
    {
        public bool AreReplaced { get; set; }

        public bool AreOutOfReach { get; set; }

        public int Renewals { get; private set; }

        public ValueTask<ChatraKeys> GetAsync(CancellationToken cancellationToken) => AreOutOfReach
            ? throw new KeysUnavailableException("The keys are out of reach.", new IOException("no vault"))
            : new(new ChatraKeys("public", "secret"));

        public ValueTask<bool> TryRenewAsync(ChatraKeys refused, CancellationToken cancellationToken)
        {
            Renewals++;
            return new(AreReplaced);
        }
    }
}
