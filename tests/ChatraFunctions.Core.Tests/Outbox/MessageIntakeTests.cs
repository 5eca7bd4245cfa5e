using System.Text;
using System.Text.Json;
using ChatraFunctions.Customers;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>POST /messages.</summary>
public sealed class MessageIntakeTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Same_key_twice_gives_the_same_answer_and_one_message()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var first = await PostAsync(stack, """{"clientId":"c","text":"first","key":"k"}""");
        await stack.SendAsync(await stack.FindAsync("k"));

        var second = await PostAsync(stack, """{"clientId":"other","text":"second","key":"k"}""");

        first.Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Queued));
        second.Value.ShouldBe(first.Value); // although it is sent by now
        (await stack.FindAsync("k")).Text.ShouldBe("first");
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(1);
    }

    [Fact]
    public async Task Same_key_from_many_callers_at_once_is_sent_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PostAsync(stack, """{"clientId":"c","text":"t","key":"k"}""")));

        answers.ShouldAllBe(answer => answer.Value == new QueuedMessage("k", DeliveryStatus.Queued));
        var delivery = await stack.FindAsync("k");
        foreach (var _ in await stack.TakeAllAsync(QueueNames.Outbox))
            await stack.SendAsync(delivery);
        stack.Chatra.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Queueing_costs_one_look_and_two_writes_and_a_repeat_one_look()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        const string Body = """{"clientId":"c","text":"t","key":"k"}""";

        await PostAsync(stack, Body);
        stack.Proxy.Calls.Select(call => $"{call.Service} {call.Method}").ShouldBe(["Table GET", "Queue POST", "Table POST"]);

        stack.Proxy.Clear();
        await PostAsync(stack, Body);
        stack.Proxy.Calls.Select(call => $"{call.Service} {call.Method}").ShouldBe(["Table GET"]);
    }

    [Fact]
    public async Task Message_without_a_key_gets_one_of_its_own()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var first = await PostAsync(stack, """{"clientId":"c","text":"t"}""");
        var second = await PostAsync(stack, """{"clientId":"c","text":"t","key":""}""");

        first.Value!.Key.ShouldNotBe(second.Value!.Key);
        (await stack.FindAsync(first.Value.Key)).Status.ShouldBe(DeliveryStatus.Queued);
    }

    [Fact]
    public async Task Bound_customer_is_found_by_id_also_when_it_is_a_number()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var (binding, _) = await stack.Get<CustomerBindings>().BindAsync("42", details: null, Ending);

        await PostAsync(stack, """{"customerId":42,"text":"t","key":7,"groupId":"g"}""");

        var delivery = await stack.FindAsync("7");
        delivery.ClientId.ShouldBe(binding.ClientId);
        delivery.GroupId.ShouldBe("g");
    }

    [Fact]
    public async Task Customer_who_is_not_bound_is_skipped_kept_and_visible()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var answer = await PostAsync(stack, """{"customerId":"nobody","text":"t","key":"k"}""");

        answer.Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Skipped));
        var skipped = await stack.FindAsync("k");
        skipped.Reason.ShouldBe("not bound");
        skipped.Text.ShouldBe("t");
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(0);
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(0);
    }

    [Fact]
    public async Task Death_between_the_wake_up_and_the_row_leaves_nothing_half_done()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        stack.Proxy.BeforeForward = call => Task.FromResult(call.Resource == "$batch" ? FaultAction.Answer(500, "InternalError") : null);
        await Should.ThrowAsync<Azure.RequestFailedException>(PostAsync(stack, """{"clientId":"c","text":"t","key":"k"}"""));
        stack.Proxy.BeforeForward = null;
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(1);
        (await stack.Deliveries.FindAsync("k", Ending)).ShouldBeNull();

        (await PostAsync(stack, """{"clientId":"c","text":"t","key":"k"}""")).Value!.Status.ShouldBe(DeliveryStatus.Queued);
        await stack.SendAsync(await stack.FindAsync("k"));

        stack.Chatra.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{}""", "/clientId", "/text")]
    [InlineData("""{"text":"t"}""", "/clientId")]
    [InlineData("""{"clientId":"","text":"t"}""", "/clientId")]
    [InlineData("""{"clientId":"c","customerId":"d","text":"t"}""", "/clientId")]
    [InlineData("""{"clientId":5,"text":"t"}""", "/clientId")]
    [InlineData("""{"clientId":"c"}""", "/text")]
    [InlineData("""{"clientId":"c","text":""}""", "/text")]
    [InlineData("""{"clientId":"c","text":null}""", "/text")]
    [InlineData("""{"clientId":"c","text":["t"]}""", "/text")]
    [InlineData("""{"clientId":"c","text":"t","agentId":"a","groupId":"g"}""", "/groupId")]
    [InlineData("""{"clientId":[],"text":{},"agentId":1,"groupId":true,"key":{}}""", "/clientId", "/key", "/text", "/agentId", "/groupId")]
    public async Task Every_fault_of_the_body_is_named(string body, params string[] pointers)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var refusal = (await PostAsync(stack, body)).Refusal.ShouldNotBeNull();

        refusal.Reason.ShouldBe(RefusalReason.Invalid);
        refusal.Faults.Select(fault => fault.Pointer).ShouldBe(pointers, ignoreOrder: true);
        stack.Proxy.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_and_what_just_fits_is_kept()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        static string Body(int textLength, int keyLength) =>
            JsonSerializer.Serialize(new { clientId = "c", text = new string('語', textLength), key = new string('k', keyLength) });

        (await PostAsync(stack, Body(100_001, 1))).Refusal!.Faults.Single().Pointer.ShouldBe("/text");
        (await PostAsync(stack, Body(1, 461))).Refusal!.Faults.Single().Pointer.ShouldBe("/key");
        (await PostAsync(stack, Body(100_000, 460))).IsRefused.ShouldBeFalse();
        (await stack.FindAsync(new string('k', 460))).Text.Length.ShouldBe(100_000);
    }

    [Fact]
    public async Task Half_an_emoji_is_replaced_and_not_a_fault()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        await PostAsync(stack, """{"clientId":"c","text":"cut \ud83d","key":"k"}""");

        (await stack.FindAsync("k")).Text.ShouldBe("cut \uFFFD");
    }

    [Theory]
    [InlineData("text/plain", "{}", RefusalReason.NotJson)]
    [InlineData(null, "{}", RefusalReason.NotJson)]
    [InlineData("application/json", "", RefusalReason.Invalid)]
    [InlineData("application/json", "[]", RefusalReason.Invalid)]
    [InlineData("application/json", "{", RefusalReason.Invalid)]
    public async Task Kinds_of_no_stay_distinct(string? contentType, string body, RefusalReason reason)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        (await PostAsync(stack, body, contentType)).Refusal.ShouldNotBeNull().Reason.ShouldBe(reason);
    }

    private static Task<Outcome<QueuedMessage>> PostAsync(OutboxStack stack, string body, string? contentType = "application/json")
    {
        var context = new DefaultHttpContext { Request = { Method = "POST", ContentType = contentType, Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };
        return stack.Get<MessageIntake>().QueueAsync(context.Request, Ending);
    }
}
