using TestKit;

namespace ChatraFunctions.Tests.Delivery;

/// <summary><c>Outbox__OnUncertain=Hold</c>: rather never than twice, and a person decides.</summary>
public sealed class KilledSenderThatHoldsTests(AzuriteFixture azurite) : KilledSenderTests(azurite, "Hold", Count, Kills)
{
    private const int Count = 90;
    private const int Kills = 6;

    [Fact]
    public async Task No_message_comes_twice_and_each_that_did_not_come_is_held()
    {
        var held = new List<int>();
        var sent = await SendAsync(atEnd: async () =>
        {
            for (var number = 0; number < Count; number++)
            {
                if ((await DeliveryAsync(number))["status"]!.GetValue<string>() == "failed")
                    held.Add(number);
            }
        });

        sent.Values.ShouldAllBe(times => times == 1);
        Enumerable.Range(0, Count).Where(number => !sent.ContainsKey($"text {number}")).ShouldBeSubsetOf(held);
        held.Count.ShouldBeInRange(Kills / 2, Count / 2); // Claims are made 250 ms ahead of slots that are 100 ms apart: a few at each kill.
    }
}
