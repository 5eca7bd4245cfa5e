using Delivery.Bench;
using TestKit;

// The whole comparison takes about 12 minutes; `quick` about four: without the ten minutes beside a foreign client.
var isQuick = args is ["quick"];
if (args.Length > 0 && !isQuick)
{
    await Console.Error.WriteLineAsync("usage: dotnet run -c Release --project bench/Delivery [-- quick]");
    return 2;
}

// At 60 a minute everything mostly waits, so these run side by side, each on an account of its own.
var tenMinutes = TimeSpan.FromMinutes(10);
Scenario[] slow =
[
    new(SenderKind.Product, 60, 150, Hosts: 1),
    new(SenderKind.Product, 60, 150, Hosts: 2),
    new(SenderKind.UntilRefused, 60, 150),
    new(SenderKind.FixedDelay, 60, 150),
];
Scenario[] foreign =
[
    new(SenderKind.Product, 60, 600, Hosts: 1, Foreign: 0.25, Limit: tenMinutes),
    new(SenderKind.UntilRefused, 60, 600, Foreign: 0.25, Limit: tenMinutes),
    new(SenderKind.FixedDelay, 60, 600, Foreign: 0.25, Limit: tenMinutes),
];
Scenario[] fast =
[
    new(SenderKind.Product, 600, 900, Hosts: 1),
    new(SenderKind.Product, 600, 900, Hosts: 2),
    new(SenderKind.UntilRefused, 600, 900),
    new(SenderKind.FixedDelay, 600, 900),
];

await using var azurite = await AzuriteServer.LaunchAsync();
Report.Head();
foreach (var scenario in fast)
    Report.Line(await Run.MeasureAsync(scenario, azurite, CancellationToken.None));

foreach (var measurement in await Task.WhenAll((isQuick ? slow : [.. slow, .. foreign]).Select(scenario => Run.MeasureAsync(scenario, azurite, CancellationToken.None))))
    Report.Line(measurement);

return 0;
