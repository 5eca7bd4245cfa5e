using System.Diagnostics;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Core.Tests.Transcripts;
using ChatraFunctions.Orders;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using TestKit;

namespace ChatraFunctions.Core.Tests.Telemetry;

/// <summary>One trace from what caused a message to the request on Chatra, whether anybody listens or not.</summary>
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

    /// <summary>Also what is not to be seen yet.</summary>
    private static async Task<BinaryData> TakeAsync(OutboxStack stack, string queue)
    {
        await Eventually.HoldsAsync(async () => (await stack.Account.Queue(queue).PeekMessageAsync(Ending)).Value is not null, $"{queue} shows a message");
        return new BinaryData(Convert.FromBase64String((await stack.TakeAllAsync(queue)).ShouldHaveSingleItem().MessageText));
    }
}
