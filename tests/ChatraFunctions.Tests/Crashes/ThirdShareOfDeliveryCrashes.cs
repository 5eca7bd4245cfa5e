using TestKit;

namespace ChatraFunctions.Tests.Crashes;

public sealed class ThirdShareOfDeliveryCrashes(AzuriteFixture azurite) : DeliveredMessageCrashes(azurite)
{
    [Fact]
    public Task Every_message_is_delivered_wherever_the_process_dies() => ShouldDeliverAllAsync(share: 2);
}
