using Delivery.Bench;
using TestKit;

namespace ChatraFunctions.Tests.Delivery;

/// <summary>"Never above the limit", and hardly below it: the real app on a strict sliding minute, on the wall's clock.</summary>
[Collection(nameof(Alone))]
public sealed class PaceTests(PaceTests.Runs runs) : IClassFixture<PaceTests.Runs>
{
    private static readonly Scenario[] Scenarios =
    [
        new(SenderKind.Product, 60, 150, Hosts: 1),
        new(SenderKind.Product, 60, 150, Hosts: 2),
        new(SenderKind.Product, 600, 700, Hosts: 1),
        new(SenderKind.Product, 600, 700, Hosts: 2),
    ];

    [Theory]
    [InlineData(60, 1)]
    [InlineData(60, 2)]
    [InlineData(600, 1)]
    [InlineData(600, 2)]
    public async Task Backlog_is_sent_at_the_limit_and_never_above_it(int requestsPerMinute, int hosts)
    {
        var measured = await runs.Of(requestsPerMinute, hosts);

        measured.Delivered.ShouldBe(measured.Scenario.Messages);
        measured.Duplicates.ShouldBe(0);
        measured.Refused.ShouldBe(0);
        measured.LargestWindow.ShouldBeLessThanOrEqualTo(requestsPerMinute);
        measured.Utilisation.ShouldBeGreaterThanOrEqualTo(0.98);
    }

    /// <summary>They mostly wait, so they run side by side, each on an account of its own.</summary>
    public sealed class Runs(AzuriteFixture azurite)
    {
        private readonly Lazy<Dictionary<Scenario, Task<Measurement>>> _all = new(() => Scenarios.ToDictionary(
            scenario => scenario, scenario => Run.MeasureAsync(scenario with { Limit = TimeSpan.FromMinutes(6) }, azurite.Server, TestContext.Current.CancellationToken)));

        public Task<Measurement> Of(int requestsPerMinute, int hosts) =>
            _all.Value.Single(run => run.Key.RequestsPerMinute == requestsPerMinute && run.Key.Hosts == hosts).Value;
    }
}
