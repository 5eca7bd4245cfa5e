using ChatraFunctions.Outbox;
using ChatraFunctions.Outbox.Listing;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox.Listing;

/// <summary>Lists of messages: what is in them, in which order, and what they cost.</summary>
public sealed class DeliveryListerTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "third second first", 1)]
    [InlineData("?status=queued", "third second", 1)]
    [InlineData("?status=sent", "first", 1)]
    [InlineData("?status=failed", "", 1)]
    [InlineData("?customerId=42", "third first", 1)]
    [InlineData("?customerId=42&status=queued", "third", 1)]
    [InlineData("?clientId=visitor-2", "second", 1)]
    [InlineData("?customerId=4", "", 1)]
    public async Task Lists_are_newest_first_and_cost_one_call(string query, string expected, int calls)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var first = await QueueAsync(stack, "first", "42", "visitor-1");
        await QueueAsync(stack, "second", null, "visitor-2");
        await QueueAsync(stack, "third", "42", "visitor-1");
        await stack.SendAsync(first);
        stack.Proxy.Clear();

        var page = await ListAsync(stack, query);

        stack.Proxy.Calls.Count.ShouldBe(calls);
        page.Messages.Select(message => message.Key).ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        page.Continuation.ShouldBeNull();
    }

    [Fact]
    public async Task Messages_of_an_order_cost_a_call_for_each_source()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        foreach (var key in new[] { "shopify:10:placed", "shopify:10:shipped:7", "woocommerce:10:paid", "shopify:101:placed", "cloudevents:1:placed" })
            await QueueAsync(stack, key, "42", "visitor");
        stack.Proxy.Clear();

        var page = await ListAsync(stack, "?orderId=10");

        stack.Proxy.Calls.Count.ShouldBe(3);
        page.Messages.Select(message => message.Key).ShouldBe(["woocommerce:10:paid", "shopify:10:shipped:7", "shopify:10:placed"]);
        (await ListAsync(stack, "?orderId=10&status=sent")).Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Customer_who_is_not_bound_is_found_with_what_was_skipped()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await QueueAsync(stack, "k", "42", clientId: null);

        (await ListAsync(stack, "?customerId=42&status=skipped")).Messages.ShouldHaveSingleItem().Reason.ShouldBe("not bound");
    }

    [Fact]
    public async Task Message_that_is_delivered_costs_three_writes_lists_included_and_shows_as_it_is()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        stack.Proxy.Clear();
        var delivery = await QueueAsync(stack, "k", "42", "visitor");
        await stack.SendAsync(delivery);

        stack.Proxy.CallsTo(StorageService.Table).Count(call => call is { Method: "POST", Resource: "$batch" }).ShouldBe(3);
        var listed = (await ListAsync(stack, "")).Messages.ShouldHaveSingleItem();
        var stored = await stack.FindAsync("k");
        listed.ShouldBe(ListedDelivery.Of(stored));
        (listed.Status, listed.MessageId, listed.Attempts).ShouldBe((DeliveryStatus.Sent, stored.MessageId, 1));
        await stack.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Pages_show_each_message_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        foreach (var number in Enumerable.Range(0, 25))
            await QueueAsync(stack, $"k{number:D2}", "42", "visitor");

        var keys = new List<string>();
        var page = await ListAsync(stack, "?limit=10");
        for (keys.AddRange(Keys(page)); page.Continuation is not null; keys.AddRange(Keys(page)))
            page = await ListAsync(stack, $"?limit=10&continuation={page.Continuation}");

        keys.ShouldBe(Enumerable.Range(0, 25).Select(number => $"k{24 - number:D2}"));
    }

    [Theory]
    [InlineData("l-")]
    [InlineData("t-failed-")]
    [InlineData("k-")]
    [InlineData("")]
    public async Task Continuation_of_another_list_is_refused(string part)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        Read($"?status=sent&continuation={new Position(part, "k").ToToken()}").Refusal.ShouldNotBeNull().Faults.Single().Pointer.ShouldBe("?continuation");
    }

    [Theory]
    [InlineData("k-a")]
    [InlineData("a")]
    [InlineData("' or RowKey ge 'a")]
    public async Task Made_up_continuation_reaches_no_other_list(string key)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await QueueAsync(stack, "k", "42", "visitor");

        (await ListAsync(stack, $"?status=sent&continuation={new Position("t-sent-", key).ToToken()}")).Messages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("?status=lost", "?status")]
    [InlineData("?status=Sent", "?status")]
    [InlineData("?limit=x", "?limit")]
    public void Query_that_makes_no_sense_is_refused(string query, string parameter) =>
        Read(query).Refusal.ShouldNotBeNull().Faults.Single().Pointer.ShouldBe(parameter);

    private static IEnumerable<string> Keys(DeliveryPage page) => page.Messages.Select(message => message.Key);

    private static Outcome<DeliveryQuery> Read(string query) => DeliveryQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(query)));

    private static Task<DeliveryPage> ListAsync(OutboxStack stack, string query) =>
        stack.Get<DeliveryLister>().ListAsync(Read(query).Value.ShouldNotBeNull(), Ending);

    private static async Task<Delivery> QueueAsync(OutboxStack stack, string key, string? customerId, string? clientId)
    {
        stack.Time.Advance(TimeSpan.FromSeconds(1));
        return await stack.Get<MessageOutbox>().QueueAsync(new NewMessage(key, clientId, "Hello") { CustomerId = customerId }, Ending);
    }
}
