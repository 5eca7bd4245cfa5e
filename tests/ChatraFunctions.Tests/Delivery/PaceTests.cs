using Delivery.Bench;
using TestKit;

namespace ChatraFunctions.Tests.Delivery;

/// <summary>
/// "Never above the limit", and hardly below it: the real app on a strict sliding minute, on the wall's clock. A machine that is
/// busy with something else costs slots: hence 85 % here. <c>bench/Delivery</c> measures 98.5 % where it is not, and the arithmetic
/// is tested without a clock.
/// </summary>
[Collection(nameof(Alone))]
public sealed class PaceTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Backlog_is_sent_at_600_a_minute_and_never_faster(int hosts) =>
        Check(await MeasureAsync(new Scenario(SenderKind.Product, 600, 400, hosts)));

    /// <summary>At this pace they mostly wait, so they do it side by side, each on an account of its own.</summary>
    [Fact]
    public async Task Backlog_is_sent_at_60_a_minute_and_never_faster_by_one_host_and_by_two()
    {
        foreach (var measured in await Task.WhenAll(new[] { 1, 2 }.Select(hosts => MeasureAsync(new Scenario(SenderKind.Product, 60, 150, hosts)))))
            Check(measured);
    }

    private Task<Measurement> MeasureAsync(Scenario scenario) =>
        Run.MeasureAsync(scenario with { Limit = TimeSpan.FromMinutes(6) }, azurite.Server, TestContext.Current.CancellationToken);

    private static void Check(Measurement measured)
    {
        var what = measured.Scenario.Name;
        measured.Delivered.ShouldBe(measured.Scenario.Messages, what);
        measured.Duplicates.ShouldBe(0, what);
        measured.Refused.ShouldBe(0, what);
        measured.LargestWindow.ShouldBeLessThanOrEqualTo(measured.Scenario.RequestsPerMinute, what);
        measured.Utilisation.ShouldBeGreaterThanOrEqualTo(0.85, what);
    }
}
