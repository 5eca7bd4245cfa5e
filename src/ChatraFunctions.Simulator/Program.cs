using ChatraFunctions.Simulator;

if (SimulatorArguments.Parse(args, out var fault) is not { } options)
{
    await Console.Error.WriteLineAsync($"{fault}{Environment.NewLine}{SimulatorArguments.Usage}");
    return 2;
}

await using var app = SimulatorApp.Build(options, TimeProvider.System);
try
{
    await app.StartAsync();
}
catch (IOException exception)
{
    // "Failed to bind to address http://127.0.0.1:7072: address already in use."
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

await Console.Out.WriteLineAsync($"Listening on {app.Urls.Single()}");
await app.WaitForShutdownAsync();
return 0;
