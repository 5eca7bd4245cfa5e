using TestKit;

namespace ChatraFunctions.Tests.Delivery;

/// <summary><c>Outbox__OnUncertain=Resend</c>: rather twice than never.</summary>
public sealed class KilledSenderThatResendsTests(AzuriteFixture azurite) : KilledSenderTests(azurite, "Resend", Count, Kills)
{
    private const int Count = 300;
    private const int Kills = 20;

    [Fact]
    public async Task No_message_is_lost_and_each_kill_repeats_at_most_what_was_under_way()
    {
        var sent = await SendAsync();

        sent.Count.ShouldBe(Count);
        sent.Values.Sum().ShouldBeLessThanOrEqualTo(Count + InDoubt);
    }
}
