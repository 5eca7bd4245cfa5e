using ChatraFunctions.Outbox;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>What a wake-up means, by status, time and setting.</summary>
public sealed class SendPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly OutboxOptions Resend = new();
    private static readonly OutboxOptions Hold = new() { OnUncertain = OnUncertain.Hold };

    [Theory]
    [InlineData(DeliveryStatus.Sent)]
    [InlineData(DeliveryStatus.Failed)]
    [InlineData(DeliveryStatus.Skipped)]
    [InlineData(DeliveryStatus.Superseded)]
    [InlineData(DeliveryStatus.Edited)]
    [InlineData(DeliveryStatus.Deleted)]
    public void Nothing_is_left_to_do_in_a_final_state(DeliveryStatus status) =>
        SendPlan.For(Of(status), Resend, Now).ShouldBeOfType<SendPlan.Done>();

    [Theory]
    [InlineData(DeliveryStatus.Queued)]
    [InlineData(DeliveryStatus.Released)]
    public void Waiting_message_is_sent_when_its_time_has_come(DeliveryStatus status)
    {
        SendPlan.For(Of(status), Resend, Now).ShouldBeOfType<SendPlan.Send>();
        SendPlan.For(Of(status) with { NotBefore = Now }, Resend, Now).ShouldBeOfType<SendPlan.Send>();
        SendPlan.For(Of(status) with { NotBefore = Now.AddTicks(1) }, Resend, Now).ShouldBe(new SendPlan.Later(Now.AddTicks(1)));
    }

    [Fact]
    public void Claim_is_respected_until_it_is_old()
    {
        var claimed = Of(DeliveryStatus.Sending) with { ClaimedAt = Now - Resend.ClaimTimeout };

        SendPlan.For(claimed, Resend, Now.AddTicks(-1)).ShouldBe(new SendPlan.Later(Now));
        SendPlan.For(claimed, Resend, Now).ShouldBeOfType<SendPlan.Send>();
        SendPlan.For(claimed, Hold, Now.AddTicks(-1)).ShouldBe(new SendPlan.Later(Now));
        SendPlan.For(claimed, Hold, Now).ShouldBeOfType<SendPlan.Hold>();
    }

    private static Delivery Of(DeliveryStatus status) => new() { Key = "k", Text = "t", Status = status, QueuedAt = Now };
}
