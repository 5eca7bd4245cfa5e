using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Orders;
using ChatraFunctions.Queues;
using Microsoft.AspNetCore.Http;
using TestKit;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>CloudEvents without a time are put in order by when each of them came first.</summary>
public sealed class FirstArrivalTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copy_that_comes_later_is_no_later_news()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var placed = Event("1", "placed", "\"locale\":\"de\",\"total\":\"10\"");
        var paid = Event("2", "paid", "\"locale\":\"fr\",\"total\":\"10\"");
        await TellAsync(stack, placed);
        await TellAsync(stack, paid);

        await TellAsync(stack, placed);

        var known = await FindAsync(stack);
        (known.Order.State, known.Order.StateAt, known.Order.Locale).ShouldBe((OrderKind.Paid, stack.Now.AddMinutes(-2), "fr"));
        known.Updates.Select(update => (update.Kind, update.ReachedAt)).ShouldBe([(OrderKind.Placed, stack.Now.AddMinutes(-3)), (OrderKind.Paid, stack.Now.AddMinutes(-2))]);
    }

    [Fact]
    public async Task Copy_of_what_was_corrected_since_does_not_bring_it_back()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var wrong = Event("1", "shipped", "\"tracking\":{\"number\":\"ZZ-wrong\"}");
        await TellAsync(stack, wrong);
        await TellAsync(stack, Event("2", "shipped", "\"tracking\":{\"number\":\"AA-right\"}"));

        await TellAsync(stack, wrong);

        (await stack.FindAsync("cloudevents:7:shipped")).Text.ShouldContain("AA-right");
    }

    [Fact]
    public async Task Event_that_waits_in_the_queue_counts_as_of_when_it_came()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await PostAsync(stack, Event("1", "placed", "\"locale\":\"de\""));
        var first = (await stack.TakeAllAsync(QueueNames.OrderEvents)).ShouldHaveSingleItem();
        await TellAsync(stack, Event("2", "paid", "\"locale\":\"fr\""));

        await stack.Get<OrderMessageComposer>().ComposeAsync(new BinaryData(Convert.FromBase64String(first.MessageText)), Ending);

        var known = await FindAsync(stack);
        (known.Order.State, known.Order.Locale).ShouldBe((OrderKind.Paid, "fr"));
    }

    [Fact]
    public async Task Events_of_one_batch_that_was_overwritten_as_a_blob_count_as_of_when_each_copy_came()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var batch = $"[{string.Join(',', Enumerable.Range(0, 400).Select(number => Event($"b{number}", number == 0 ? "placed" : "paid", "\"locale\":\"de\"", number == 0 ? "7" : $"{number}-other")))}]";
        await PostAsync(stack, batch, "application/cloudevents-batch+json");
        var first = await stack.TakeAllAsync(QueueNames.OrderEvents);
        await TellAsync(stack, Event("2", "paid", "\"locale\":\"fr\""));
        await PostAsync(stack, batch, "application/cloudevents-batch+json");
        await stack.TakeAllAsync(QueueNames.OrderEvents);

        foreach (var message in first)
            await stack.Get<OrderMessageComposer>().ComposeAsync(new BinaryData(Convert.FromBase64String(message.MessageText)), Ending);
        await ShopRequests.ComposeAllAsync(stack);

        (await FindAsync(stack)).Order.Locale.ShouldBe("fr");
    }

    private static string Event(string id, string kind, string more, string orderId = "7") =>
        $$"""{"specversion":"1.0","type":"order.{{kind}}","source":"s","id":"{{id}}","data":{"orderId":"{{orderId}}","clientId":"c",{{more}} } }""";

    private static async Task TellAsync(OutboxStack stack, string body)
    {
        await PostAsync(stack, body);
        await ShopRequests.ComposeAllAsync(stack);
    }

    private static async Task PostAsync(OutboxStack stack, string body, string contentType = "application/cloudevents+json")
    {
        (await ShopRequests.PostAsync(stack, "cloudevents", body, new HeaderDictionary { ["Content-Type"] = contentType })).IsRefused.ShouldBeFalse();
        stack.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task<KnownOrder> FindAsync(OutboxStack stack) => (await stack.Get<KnownOrders>().FindAsync("cloudevents", "7", Ending)).ShouldNotBeNull();
}
