using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Orders;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using TestKit;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>POST /orders/{source}: verified, understood, queued - in this order, and nothing else is accepted.</summary>
public sealed class OrderIntakeTests(AzuriteFixture azurite)
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string SecretSetting = "Orders__CloudEvents__WebhookSecrets__0";
    private const string Paid = """{"specversion":"1.0","type":"order.paid","source":"s","id":"1","data":{"orderId":"7"}}""";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accepted_event_is_in_the_queue_for_one_write()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var accepted = (await PostAsync(stack, "cloudevents", Paid)).Value.ShouldNotBeNull();

        accepted.EventName.ShouldBe("order.paid");
        stack.Proxy.Calls.ShouldHaveSingleItem().Resource.ShouldBe("order-events/messages");
        (await stack.CountAsync(QueueNames.OrderEvents)).ShouldBe(1);
    }

    [Fact]
    public async Task Same_event_twice_has_the_same_id()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var first = await PostAsync(stack, "CloudEvents", Paid);
        var second = await PostAsync(stack, "cloudevents", Paid);

        second.Value.ShouldBe(first.Value);
    }

    [Theory]
    [InlineData("ebay")]
    [InlineData("")]
    [InlineData("cloudevents ")]
    [InlineData("%00")]
    public async Task Unknown_source_is_not_found(string source)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        (await PostAsync(stack, source, Paid)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);
    }

    [Theory]
    [InlineData("text/plain", Paid, RefusalReason.NotJson)]
    [InlineData("application/x-www-form-urlencoded", "webhook_id=1", RefusalReason.NotJson)]
    [InlineData("application/cloudevents-batch+json", Paid, RefusalReason.Invalid)]
    [InlineData("application/json", "[" + Paid + "]", RefusalReason.Invalid)]
    [InlineData("nonsense", Paid, RefusalReason.NotJson)]
    [InlineData(null, Paid, RefusalReason.NotJson)]
    [InlineData("application/json", "", RefusalReason.Invalid)]
    [InlineData("application/json", "{}", RefusalReason.Invalid)]
    [InlineData("application/json", "not JSON", RefusalReason.Invalid)]
    public async Task Kinds_of_no_stay_distinct(string? contentType, string body, RefusalReason reason)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        (await PostAsync(stack, "cloudevents", body, contentType)).Refusal.ShouldNotBeNull().Reason.ShouldBe(reason);
        stack.Proxy.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Body_over_the_limit_is_too_large()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Webhooks__MaxBodyBytes", "1024"));

        (await PostAsync(stack, "cloudevents", Paid.PadRight(1024))).IsRefused.ShouldBeFalse();
        (await PostAsync(stack, "cloudevents", Paid.PadRight(1025))).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.TooLarge);
    }

    [Fact]
    public async Task Signed_event_is_accepted()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, (SecretSetting, Secret));

        (await PostAsync(stack, "cloudevents", Paid, headers: Sign(stack, Paid))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Both_secrets_are_valid_while_one_is_rotated()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, (SecretSetting, "whsec_b3RoZXI="), ("Orders__CloudEvents__WebhookSecrets__1", Secret));

        (await PostAsync(stack, "cloudevents", Paid, headers: Sign(stack, Paid))).IsRefused.ShouldBeFalse();
        (await PostAsync(stack, "cloudevents", Paid, headers: Sign(stack, Paid, "whsec_b3RoZXI="))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Signature_is_asked_for_before_the_body_is_looked_at()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, (SecretSetting, Secret));

        (await PostAsync(stack, "cloudevents", "not JSON")).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Unauthorized);
        (await PostAsync(stack, "cloudevents", "not JSON", headers: Sign(stack, "not JSON"))).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Invalid);
    }

    [Fact]
    public async Task Signature_is_verified_over_the_bytes_as_they_came()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, (SecretSetting, Secret));
        const string Odd = "\uFEFF" + """{ "specversion":"1.0","type":"order.paid","source":"half an emoji \ud83d","id":"1", "data":{"orderId":"7"} }""" + "\r\n";

        (await PostAsync(stack, "cloudevents", Odd, headers: Sign(stack, Odd))).IsRefused.ShouldBeFalse();
        (await PostAsync(stack, "cloudevents", Odd.TrimEnd(), headers: Sign(stack, Odd))).Refusal!.Reason.ShouldBe(RefusalReason.Unauthorized);
    }

    [Fact]
    public async Task Replay_after_five_minutes_is_refused()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, (SecretSetting, Secret));
        var headers = Sign(stack, Paid);
        stack.Time.Advance(TimeSpan.FromSeconds(301));

        (await PostAsync(stack, "cloudevents", Paid, headers: headers)).Refusal!.Reason.ShouldBe(RefusalReason.Unauthorized);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(403)]
    public async Task Event_that_storage_does_not_take_is_refused_as_unavailable(int status)
    {
        await using var stack = await OutboxStack.InRealTimeAsync(azurite);
        stack.Proxy.BeforeForward = _ => Task.FromResult<FaultAction?>(FaultAction.Answer(status, "ServerBusy"));

        (await PostAsync(stack, "cloudevents", Paid)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Unavailable);
    }

    [Fact]
    public async Task Storage_that_never_answers_is_given_up_before_the_sender_gives_up()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        stack.Proxy.BeforeForward = _ => Task.FromResult<FaultAction?>(FaultAction.Hang);
        var posting = PostAsync(stack, "cloudevents", Paid);
        await Eventually.HoldsAsync(() => stack.Proxy.Calls.Count > 0, "storage is asked");

        stack.Time.Advance(TimeSpan.FromSeconds(4));

        (await posting).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Unavailable);
    }

    [Fact]
    public async Task Lost_answer_of_the_queue_still_gives_one_message_to_the_customer()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var lost = false;
        stack.Proxy.AfterForward = _ => Task.FromResult(!lost && (lost = true) ? FaultAction.Drop : null);
        const string Body = """{"specversion":"1.0","type":"order.paid","source":"s","id":"1","data":{"orderId":"7","clientId":"c"}}""";

        (await PostAsync(stack, "cloudevents", Body)).IsRefused.ShouldBeFalse();

        var copies = await stack.TakeAllAsync(QueueNames.OrderEvents);
        copies.Count.ShouldBe(2);
        foreach (var copy in copies)
            await stack.Get<OrderMessageComposer>().ComposeAsync(new BinaryData(Convert.FromBase64String(copy.MessageText)), Ending);
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(1);
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(1);
    }

    private static Task<Outcome<AcceptedEvent>> PostAsync(
        OutboxStack stack, string source, string body, string? contentType = "application/json", params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext { Request = { Method = "POST", ContentType = contentType, Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };
        foreach (var (name, value) in headers)
            context.Request.Headers[name] = value;

        return stack.Get<OrderIntake>().AcceptAsync(source, context.Request, Ending);
    }

    private static (string Name, string Value)[] Sign(OutboxStack stack, string body, string secret = Secret)
    {
        var timestamp = stack.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"msg_1.{timestamp}.{body}"));
        return [("webhook-id", "msg_1"), ("webhook-timestamp", timestamp), ("webhook-signature", "v1," + Convert.ToBase64String(signature))];
    }
}
