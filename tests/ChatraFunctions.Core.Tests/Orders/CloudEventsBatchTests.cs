using System.Text;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Orders;
using ChatraFunctions.Orders.CloudEvents;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>CloudEvents' batched mode: application/cloudevents-batch+json.</summary>
public sealed class CloudEventsBatchTests(AzuriteFixture azurite)
{
    private const string Batch = "application/cloudevents-batch+json";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Batch)]
    [InlineData("Application/CloudEvents-Batch+JSON; charset=utf-8")]
    public void Every_event_of_a_batch_is_read(string contentType)
    {
        var batch = Read($"[{Event("order.paid", "1")},{Event("order.shipped", "2")}]", contentType).Value.ShouldNotBeNull();

        batch.Name.ShouldBe("batch");
        batch.Notices.Events.Select(each => (each.Name, each.Event.MessageKey)).ShouldBe([("order.paid", "cloudevents:1:paid"), ("order.shipped", "cloudevents:2:shipped")]);
    }

    [Fact]
    public void Same_batch_has_the_same_id_and_another_has_another()
    {
        var id = Read($"[{Event("order.paid", "1")}]").Value!.Id;

        id.Length.ShouldBe(32);
        Read($"[ {Event("order.paid", "1")} ]").Value!.Id.ShouldBe(id);
        Read($"[{Event("order.paid", "2")}]").Value!.Id.ShouldNotBe(id);
    }

    [Fact]
    public void Empty_batch_is_accepted_and_says_nothing() => Read("[]").Value.ShouldNotBeNull().Notices.AreEmpty.ShouldBeTrue();

    [Fact]
    public void Every_fault_is_listed_by_the_place_of_its_event()
    {
        var refusal = Read($$$"""[{{{Event("order.paid", "1")}}},{"specversion":"1.0","type":"order.paid","id":"2","source":"s","data":{}},7,{{{Event("order.lost", "3")}}},{"data":5}]""").Refusal.ShouldNotBeNull();

        refusal.Faults.Select(fault => fault.Pointer).ShouldBe(
            ["/1/data/orderId", "/2", "/3/type", "/4/specversion", "/4/type", "/4/id", "/4/source", "/4/data"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[")]
    [InlineData("[{\"a\":1,\"a\":2}]")]
    public void What_is_no_array_is_refused(string body) => Read(body).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Invalid);

    [Fact]
    public async Task Batch_is_one_write_and_each_event_its_own_message()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var body = $"[{string.Join(',', Enumerable.Range(0, 40).Select(number => Event("order.paid", $"{number}")))}]";

        (await ShopRequests.PostAsync(stack, "cloudevents", body, new HeaderDictionary { ["Content-Type"] = Batch })).Value.ShouldNotBeNull().EventName.ShouldBe("batch");
        stack.Proxy.Calls.ShouldHaveSingleItem().Resource.ShouldBe("order-events/messages");
        await ShopRequests.ComposeAllAsync(stack);

        for (var number = 0; number < 40; number++)
            (await stack.FindAsync($"cloudevents:{number}:paid")).Status.ShouldBe(DeliveryStatus.Queued);
    }

    [Fact]
    public async Task Event_that_fails_does_not_hold_up_the_others_of_its_batch()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await ShopRequests.PostAsync(stack, "cloudevents", $"[{Event("order.paid", "1")},{Event("order.paid", "2")}]", new HeaderDictionary { ["Content-Type"] = Batch });
        foreach (var message in await stack.TakeAllAsync(QueueNames.OrderEvents))
            await stack.Get<OrderMessageComposer>().ComposeAsync(new BinaryData(Convert.FromBase64String(message.MessageText)), Ending);

        var singles = await stack.TakeAllAsync(QueueNames.OrderEvents);

        singles.Count.ShouldBe(2);
        await stack.Get<OrderMessageComposer>().ComposeAsync(new BinaryData(Convert.FromBase64String(singles[1].MessageText)), Ending);
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(1);
    }

    private static string Event(string type, string orderId) =>
        $$"""{"specversion":"1.0","type":"{{type}}","source":"/shop","id":"e-{{orderId}}","data":{"orderId":"{{orderId}}","clientId":"c"} }""";

    private static Outcome<OrderSubmission> Read(string body, string contentType = Batch) =>
        new CloudEventsSource(new StandardWebhooks([]), new FakeTimeProvider()).Read(new HeaderDictionary { ["Content-Type"] = contentType }, Encoding.UTF8.GetBytes(body));
}
