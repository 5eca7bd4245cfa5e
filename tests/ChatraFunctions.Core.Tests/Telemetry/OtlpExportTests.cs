using System.Diagnostics;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Core.Tests.Transcripts;
using ChatraFunctions.Customers;
using ChatraFunctions.Telemetry;
using ChatraFunctions.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestKit;

namespace ChatraFunctions.Core.Tests.Telemetry;

/// <summary>What leaves for a collector, byte by byte: protobuf holds texts as they are.</summary>
[Collection(nameof(Tracing))] // Another listener's wish to record would hide that of the exporter.
public sealed class OtlpExportTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    /// <summary>ASP.NET Core begins an activity for each request so that its log has an id, and does not mark it as recorded.</summary>
    [Fact]
    public async Task Trace_within_a_request_that_the_host_does_not_record_is_exported()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var stack = await StackAsync(collector);

        var trace = await ExportAsync(stack, () => AcceptAsync(stack));

        Holds(collector.Traces, trace).ShouldBeTrue();
        Holds(collector.Traces, "accept webhook"u8).ShouldBeTrue();
        Holds(collector.Metrics, "chatra.events.accepted"u8).ShouldBeTrue();
    }

    /// <summary>The addresses of rows hold the ids of customers and visitors.</summary>
    [Fact]
    public async Task Calls_on_storage_are_not_exported()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var stack = await StackAsync(collector);

        var trace = await ExportAsync(stack, async () =>
        {
            await AcceptAsync(stack);
            await stack.Get<CustomerBindings>().FindAsync("the-customer-of-this-test", Ending);
        });

        Holds(collector.Traces, trace).ShouldBeTrue();
        Holds(collector.Traces, "the-customer-of-this-test"u8).ShouldBeFalse();
    }

    private Task<OutboxStack> StackAsync(OtlpCollector collector) => OutboxStack.OnAsync(
        azurite, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

    /// <summary>Exports what happens within a request of the host.</summary>
    /// <returns>The request's trace id.</returns>
    private static async Task<byte[]> ExportAsync(OutboxStack stack, Func<Task> act)
    {
        using var export = stack.Host.GetServices<IHostedService>().OfType<TelemetryExport>().ShouldHaveSingleItem();
        await export.StartAsync(Ending);
        using var request = new Activity("of the host").Start();
        request.Recorded.ShouldBeFalse();
        await act();
        return Convert.FromHexString(request.TraceId.ToHexString());
    }

    private static async Task AcceptAsync(OutboxStack stack)
    {
        var request = ChatStack.Request("""{"eventName":"somethingNew"}"""u8.ToArray());
        (await stack.Get<WebhookIntake>().AcceptAsync(request, Ending)).IsRefused.ShouldBeFalse();
    }

    private static bool Holds(byte[] received, ReadOnlySpan<byte> sought) => received.AsSpan().IndexOf(sought) >= 0;
}
