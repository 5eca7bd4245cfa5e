using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Control;

/// <summary>
/// Lets requests go wrong as ordered. It stands behind keys and limit, so a fault never hides a limit that was passed.
/// </summary>
internal sealed class FaultFilter(FaultQueue faults, IHostApplicationLifetime lifetime, TimeProvider time) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (faults.Take() is not { } fault)
            return await next(context);

        context.HttpContext.Items[typeof(Fault)] = fault;
        var answer = fault.Processed || fault.Kind is FaultKind.Malformed or FaultKind.Slow ? (Answer?)await next(context) : null;
        switch (fault.Kind)
        {
            case FaultKind.Status:
                return Answer.Error(fault.Status!.Value, "Simulated fault") with { RetryAfter = Header(fault) };
            case FaultKind.Malformed:
                return answer! with { Json = answer.Json[..(answer.Json.Length / 2)] };
            case FaultKind.Slow:
                await Task.Delay(TimeSpan.FromSeconds(fault.Seconds!.Value), time, context.HttpContext.RequestAborted);
                return answer;
            case FaultKind.Hang:
                await HangAsync(context.HttpContext.RequestAborted);
                break;
        }

        context.HttpContext.Abort();
        return Results.Empty;
    }

    /// <summary>Ends when the caller gives up or the simulator stops.</summary>
    private async Task HangAsync(CancellationToken aborted)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = ended.Token.Register(over.SetResult);
        await over.Task;
    }

    private static string? Header(Fault fault) => fault.RetryAfter is { } value ? value.ToString() : null;
}
