using ChatraFunctions.Outbox;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>A customer's id may be their e-mail address or phone number.</summary>
public sealed class LogKeyTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Update_of_a_customer_is_logged_without_the_customers_id()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        await stack.Get<VisitorUpdates>().QueueAsync("jane@example.com", "visitor", ["name"], TestContext.Current.CancellationToken);

        stack.Log.Lines.ShouldContain(line => line.Contains("customers/#", StringComparison.Ordinal));
        stack.Log.Lines.ShouldNotContain(line => line.Contains("jane", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Key_of_a_message_is_logged_as_it_is() => LogKey.Of("shopify:1001:shipped").ShouldBe("shopify:1001:shipped");
}
