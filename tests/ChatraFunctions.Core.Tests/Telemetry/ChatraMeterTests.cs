using System.Diagnostics.Metrics;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Core.Tests.Transcripts;
using ChatraFunctions.Orders;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Telemetry;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Webhooks;
using TestKit;

namespace ChatraFunctions.Core.Tests.Telemetry;

/// <summary>Each instrument is recorded by what it is named after.</summary>
public sealed class ChatraMeterTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accepted_and_stored_events_are_counted_by_name_and_names_of_others_are_one()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        using var measurements = new Measurements(stack.Get<IMeterFactory>());
        await CreateTablesAsync(stack);

        await AcceptAndStoreAsync(stack, Payloads.Read("chatStarted.json"));
        await AcceptAndStoreAsync(stack, """{"eventName":"somethingNew"}""");

        measurements.Last("chatra.events.accepted event=chatStarted").ShouldBe(1);
        measurements.Last("chatra.events.stored event=chatStarted").ShouldBe(1);
        measurements.Last("chatra.events.accepted event=other").ShouldBe(1);
        measurements.Last("chatra.events.stored event=other").ShouldBe(1);
    }

    [Theory]
    [InlineData("order.of jane@example.com")]
    [InlineData("order.paid ")]
    public async Task Name_that_a_sender_made_up_is_in_no_tag(string name)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        using var measurements = new Measurements(stack.Get<IMeterFactory>());

        await AcceptAndStoreAsync(stack, $$"""{"eventName":"{{name}}"}""");

        measurements.Last("chatra.events.accepted event=other").ShouldBe(1);
        measurements.Last("chatra.events.stored event=other").ShouldBe(1);
    }

    [Fact]
    public async Task Order_events_are_counted_by_name()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        using var measurements = new Measurements(stack.Get<IMeterFactory>());
        var body = """{"specversion":"1.0","type":"order.paid","source":"s","id":"1","data":{"orderId":"7"}}"""u8.ToArray();

        (await stack.Get<OrderIntake>().AcceptAsync("cloudevents", ChatStack.Request(body, "application/cloudevents+json"), Ending)).IsRefused.ShouldBeFalse();

        measurements.Last("chatra.events.accepted event=order.paid").ShouldBe(1);
    }

    [Fact]
    public async Task Message_that_chatra_took_is_counted_as_sent_also_where_its_answer_cannot_be_read()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        using var measurements = new Measurements(stack.Get<IMeterFactory>());
        stack.Chatra.GarblesNextAnswer();

        await stack.SendAsync(await stack.QueueAsync("k"));

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
        measurements.Last("chatra.messages.sent task=Create").ShouldBe(1);
        measurements.Instruments.ShouldNotContain("chatra.messages.failed");
    }

    [Fact]
    public async Task Life_of_messages_is_counted()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        using var measurements = new Measurements(stack.Get<IMeterFactory>());
        var delivery = await stack.QueueAsync("k");
        await stack.ReleaseAsync();
        measurements.Last("chatra.messages.released").ShouldBe(1);

        stack.Chatra.AnswersNext(503);
        await stack.SendAsync(delivery);
        measurements.Last("chatra.messages.retried").ShouldBe(1);

        stack.Time.Advance(TimeSpan.FromMinutes(1));
        await stack.SendAsync(delivery);
        measurements.Last("chatra.messages.sent task=Create").ShouldBe(1);
        measurements.Last("chatra.slot.lateness").ShouldBe(0);

        stack.Chatra.AnswersNext(400);
        await stack.SendAsync(await stack.QueueAsync("refused"));
        measurements.Last("chatra.messages.failed").ShouldBe(1);

        stack.Chatra.AnswersNext(429, retryAfter: "30");
        await stack.SendAsync(await stack.QueueAsync("throttled"));
        measurements.Last("chatra.requests.throttled").ShouldBe(1);
    }

    [Fact]
    public async Task Depths_ages_and_the_pause_are_recorded_once_a_minute()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await CreateTablesAsync(stack);
        using var measurements = new Measurements(stack.Get<IMeterFactory>());
        var gauges = stack.Get<StatusGauges>();
        await stack.QueueAsync("k");
        await stack.Account.Queue(QueueNames.Poison(QueueNames.Outbox)).SendMessageAsync("x", Ending);
        await gauges.RecordAsync(Ending);
        measurements.Observe();
        measurements.Instruments.ShouldNotContain("chatra.queue.depth");

        stack.Time.Advance(TimeSpan.FromMinutes(1));
        await stack.Budget.PauseAsync(stack.Now + TimeSpan.FromSeconds(90), "a reason", Ending);
        await gauges.RecordAsync(Ending);
        measurements.Observe();

        measurements.Last("chatra.queue.depth queue=outbox").ShouldBe(1);
        measurements.Last("chatra.queue.depth queue=chatra-events").ShouldBe(0);
        measurements.Last("chatra.poison.depth queue=outbox").ShouldBe(1);
        measurements.Last("chatra.outbox.oldest_unsent_age").ShouldBe(60);
        measurements.Last("chatra.budget.paused").ShouldBe(90);
        stack.Log.Lines.ShouldContain(line => line.Contains("1 messages in poison queues", StringComparison.Ordinal));
        stack.Log.Lines.ShouldContain(line => line.Contains("outbox 1/1", StringComparison.Ordinal) && line.Contains("waits for 60 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gauges_of_an_instance_that_no_longer_looks_fall_silent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        using var measurements = new Measurements(stack.Get<IMeterFactory>());
        var gauges = stack.Get<StatusGauges>();
        await stack.QueueAsync("k");
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        await gauges.RecordAsync(Ending);

        stack.Time.Advance(TimeSpan.FromMinutes(2));
        measurements.Observe();
        measurements.Last("chatra.outbox.oldest_unsent_age").ShouldBe(180); // Of now, not of the last look.

        measurements.Clear();
        stack.Time.Advance(TimeSpan.FromSeconds(15));
        measurements.Observe();
        measurements.Instruments.ShouldBeEmpty();
    }

    [Fact]
    public async Task Look_costs_twelve_calls_on_storage_however_much_there_is()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var gauges = stack.Get<StatusGauges>();
        for (var number = 0; number < 5; number++)
            await stack.QueueAsync($"k{number}");
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        var before = stack.Proxy.Calls.Count;

        await gauges.RecordAsync(Ending);

        (stack.Proxy.Calls.Count - before).ShouldBe(12);
    }

    [Fact]
    public async Task Depths_that_cannot_be_read_are_a_line_in_the_log_and_nothing_else()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var gauges = stack.Get<StatusGauges>();
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        stack.Proxy.BeforeForward = _ => Task.FromResult<FaultAction?>(FaultAction.Answer(403, "AuthorizationFailure"));

        await gauges.RecordAsync(Ending);

        stack.Log.Lines.ShouldContain(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("could not be read", StringComparison.Ordinal));
    }

    private static async Task AcceptAndStoreAsync(OutboxStack stack, string json)
    {
        (await stack.Get<WebhookIntake>().AcceptAsync(ChatStack.Request(System.Text.Encoding.UTF8.GetBytes(json)), Ending)).IsRefused.ShouldBeFalse();
        var message = (await stack.TakeAllAsync(QueueNames.ChatraEvents)).ShouldHaveSingleItem();
        await stack.Get<ChatEventStore>().StoreAsync(new BinaryData(Convert.FromBase64String(message.MessageText)), Ending);
    }

    private static Task CreateTablesAsync(OutboxStack stack) => Task.WhenAll(
        stack.Account.Table(TableNames.Transcripts).CreateAsync(Ending), stack.Account.Table(TableNames.ChatIndex).CreateAsync(Ending));
}
