using System.Text;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Customers;
using ChatraFunctions.Orders;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using TestKit;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>From an order event to a message in the outbox.</summary>
public sealed class OrderMessageComposerTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_goes_to_the_chat_of_the_bound_customer()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var (binding, _) = await stack.Get<CustomerBindings>().BindAsync("c/42", details: null, Ending);

        await ComposeAsync(stack, """{"source":"cloudevents","kind":"shipped","orderId":"7","fulfilmentId":"f","customerId":"c/42","occurredAt":"2026-03-01T10:00:00Z"}""");

        var delivery = await stack.FindAsync("cloudevents:7:shipped:f");
        delivery.ClientId.ShouldBe(binding.ClientId);
        delivery.Text.ShouldBe("Your order 7 has shipped!");
        delivery.Status.ShouldBe(DeliveryStatus.Queued);
    }

    [Fact]
    public async Task Client_that_the_source_names_needs_no_binding()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        await ComposeAsync(stack, """{"source":"cloudevents","kind":"paid","orderId":"7","clientId":"visitor","customerId":"unknown","occurredAt":"2026-03-01T10:00:00Z"}""");

        (await stack.FindAsync("cloudevents:7:paid")).ClientId.ShouldBe("visitor");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"customerId\":\"nobody\",")]
    public async Task Customer_without_a_chat_is_skipped_kept_and_visible(string customer)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        await ComposeAsync(stack, $$"""{"source":"cloudevents","kind":"paid","orderId":"7",{{customer}}"occurredAt":"2026-03-01T10:00:00Z"}""");

        var delivery = await stack.FindAsync("cloudevents:7:paid");
        (delivery.Status, delivery.Reason).ShouldBe((DeliveryStatus.Skipped, "not bound"));
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(0);
    }

    [Fact]
    public async Task Same_event_any_number_of_times_is_one_message()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        const string Paid = """{"source":"cloudevents","kind":"paid","orderId":"7","clientId":"c","occurredAt":"2026-03-01T10:00:00Z"}""";

        await ComposeAsync(stack, Paid);
        await stack.SendAsync(await stack.FindAsync("cloudevents:7:paid"));
        await ComposeAsync(stack, Paid);

        (await stack.FindAsync("cloudevents:7:paid")).Status.ShouldBe(DeliveryStatus.Sent);
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(1); // Nothing was added the second time.
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("""{"id":"1","name":"order.paid","receivedAt":"2026-03-01T10:00:00Z","body":{}}""")]
    [InlineData("""{"id":"1","name":"order.paid","receivedAt":"2026-03-01T10:00:00Z","body":null}""")]
    [InlineData("""{"id":"1","name":"order.paid","receivedAt":"2026-03-01T10:00:00Z","body":{"source":"s","kind":"lost","orderId":"7","occurredAt":"2026-03-01T10:00:00Z"}}""")]
    [InlineData("""{"id":"1","name":"order.paid","receivedAt":"2026-03-01T10:00:00Z","body":{"source":"s","kind":1,"orderId":"7","occurredAt":"2026-03-01T10:00:00Z"}}""")]
    public async Task Message_that_is_no_order_event_is_left_to_the_poison_queue(string message)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        await Should.ThrowAsync<FormatException>(stack.Get<OrderMessageComposer>().ComposeAsync(new BinaryData(message), Ending));
    }

    private static Task ComposeAsync(OutboxStack stack, string order)
    {
        var envelope = new Envelope("id", "order.any", stack.Now, Encoding.UTF8.GetBytes(order));
        return stack.Get<OrderMessageComposer>().ComposeAsync(new BinaryData(EnvelopeFormat.Write(envelope, blobName: null)), Ending);
    }
}
