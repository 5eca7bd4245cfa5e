using System.Globalization;
using System.Runtime.InteropServices;
using ChatraFunctions;
using ChatraFunctions.LocalHost;

// Usage: ChatraFunctions.LocalHost [--port N]; 7071 by default, as Core Tools; 0 takes a free one.
try
{
    using var stop = new CancellationTokenSource();
    using var interrupt = StopOn(PosixSignal.SIGINT, stop);
    using var terminate = StopOn(PosixSignal.SIGTERM, stop);

    await using var host = LocalFunctionsHost.ForChatra(HostConfiguration.Load(), new LocalHostOptions { Port = Port(args), Logging = ToConsole });
    await host.StartAsync();
    Show(host);
    await host.WaitForShutdownAsync(stop.Token);
    return stop.IsCancellationRequested ? 0 : 1;
}
catch (Exception exception) when (exception is SettingException or UnknownFunctionException or IOException)
{
    await Console.Error.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
    return 1;
}

static int Port(string[] args) => args switch
{
    [] => 7071,
    ["--port", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 => port,
    _ => throw new SettingException("--port: the only argument there is, with a number from 0 to 65535."),
};

static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true; // The process ends by itself, when all has come to its end.
    stop.Cancel();
});

static void ToConsole(ILoggingBuilder logging) => logging
    .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff "))
    .AddFilter("Microsoft", LogLevel.Warning)
    .AddFilter("Azure", LogLevel.Warning);

static void Show(LocalFunctionsHost host)
{
    Console.WriteLine($"Listening on {host.Address.GetLeftPart(UriPartial.Authority)}");
    Console.WriteLine();
    Console.WriteLine("Functions:");
    foreach (var function in host.Functions)
        Console.WriteLine($"  {function}");
}
