namespace ChatraFunctions.LocalHost;

/// <summary>Leaves the process's signals to the program, since a host may be one of many in a test.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
