using System.Collections.Concurrent;
using System.Diagnostics;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Core.Tests.Transcripts;
using ChatraFunctions.Orders;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using ChatraFunctions.Telemetry;
using TestKit;

namespace ChatraFunctions.Core.Tests.Telemetry;

/// <summary>One trace from what caused a message to the request on Chatra, whether anybody listens or not.</summary>
[Collection(nameof(Tracing))] // Whoever listens to activities listens to those of the whole process.
public sealed class TracingTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Order_event_and_the_request_on_chatra_share_a_trace(bool isListenedTo)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => isListenedTo && source.Name == "ChatraFunctions",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var stack = await OutboxStack.OnAsync(azurite);
        var body = """{"specversion":"1.0","type":"order.paid","source":"s","id":"1","data":{"orderId":"7","clientId":"visitor"}}"""u8.ToArray();

        (await stack.Get<OrderIntake>().AcceptAsync("cloudevents", ChatStack.Request(body, "application/cloudevents+json"), Ending)).IsRefused.ShouldBeFalse();
        var accepted = await TakeAsync(stack, QueueNames.OrderEvents);
        await stack.Get<OrderMessageComposer>().ComposeAsync(accepted, Ending);
        await stack.ReleaseAsync();
        var wakeUp = WakeUp.Read(await TakeAsync(stack, QueueNames.ChatraSend));
        stack.Time.SetUtcNow(wakeUp.Slot!.At);
        await stack.SendAsync(wakeUp);

        var trace = ActivityContext.Parse(EnvelopeFormat.Read(accepted.ToMemory()).Envelope.Traceparent!, null).TraceId;
        ActivityContext.Parse(wakeUp.Traceparent!, null).TraceId.ShouldBe(trace);
        ActivityContext.Parse(stack.Chatra.Traceparents.ShouldHaveSingleItem(), null).TraceId.ShouldBe(trace);
    }

    [Fact]
    public async Task Webhook_and_the_storing_of_it_share_a_trace()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ChatraFunctions",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var stack = await ChatStack.OnAsync(azurite);

        var message = (await stack.AcceptAsync(Payloads.Read("chatStarted.json"))).ShouldHaveSingleItem();
        await stack.StoreAsync(message);

        var carried = ActivityContext.Parse(EnvelopeFormat.Read(message.ToMemory()).Envelope.Traceparent!, null);
        var ours = ended.Where(activity => activity.TraceId == carried.TraceId).ToList();
        ours.Select(activity => activity.OperationName).ShouldBe(["accept webhook", "store event"]);
        ours[0].SpanId.ShouldBe(carried.SpanId);
        ours[1].ParentSpanId.ShouldBe(carried.SpanId);
    }

    [Fact]
    public async Task Wake_ups_of_a_message_carry_the_trace_of_the_request_that_asked_for_it()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var queueing = await WithinRequestAsync(() => stack.Get<MessageIntake>().QueueAsync(
            ChatStack.Request("""{"key":"k","clientId":"visitor","text":"Hello"}"""u8.ToArray()), Ending));
        (await TraceOfWakeUpAsync(stack)).ShouldBe(queueing);
        await stack.SendAsync(await stack.FindAsync("k"));

        var editing = await WithinRequestAsync(() => stack.Get<MessageChanges>().EditAsync("k", "Hello again", Ending));
        (await TraceOfWakeUpAsync(stack)).ShouldBe(editing);
        editing.ShouldNotBe(queueing);
    }

    private static async Task<ActivityTraceId> WithinRequestAsync(Func<Task<Outcome<QueuedMessage>>> act)
    {
        using var request = new Activity("of the host").Start();
        (await act()).IsRefused.ShouldBeFalse();
        return request.TraceId;
    }

    private static async Task<ActivityTraceId> TraceOfWakeUpAsync(OutboxStack stack) =>
        ActivityContext.Parse(WakeUp.Read(await TakeAsync(stack, QueueNames.Outbox)).Traceparent!, null).TraceId;

    /// <summary>Also what is not to be seen yet.</summary>
    private static async Task<BinaryData> TakeAsync(OutboxStack stack, string queue)
    {
        await Eventually.HoldsAsync(async () => (await stack.Account.Queue(queue).PeekMessageAsync(Ending)).Value is not null, $"{queue} shows a message");
        return new BinaryData(Convert.FromBase64String((await stack.TakeAllAsync(queue)).ShouldHaveSingleItem().MessageText));
    }
}
