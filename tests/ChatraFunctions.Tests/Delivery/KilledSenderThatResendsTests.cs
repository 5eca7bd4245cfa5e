using TestKit;

namespace ChatraFunctions.Tests.Delivery;

/// <summary><c>Outbox__OnUncertain=Resend</c>: rather twice than never.</summary>
public sealed class KilledSenderThatResendsTests(AzuriteFixture azurite) : KilledSenderTests(azurite, "Resend", Count, Kills)
{
    private const int Count = 300;
    private const int Kills = 20;

    [Fact]
    public async Task No_message_is_lost_and_each_kill_repeats_at_most_what_it_left_in_doubt()
    {
        var sent = await SendAsync();

        sent.Count.ShouldBe(Count);
        var claims = InDoubt.CountBy(claim => claim.Text).ToDictionary();
        sent.ShouldAllBe(message => message.Value <= 1 + claims.GetValueOrDefault(message.Key));
        InDoubt.Count.ShouldBeInRange(Kills / 2, Count - 1); // Each second kill has a call, and few messages are claimed at a time.
    }
}
