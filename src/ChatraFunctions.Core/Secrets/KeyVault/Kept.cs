using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Secrets.KeyVault;

/// <summary>Something that was read from the vault, and goes on being used while the vault cannot be read.</summary>
/// <typeparam name="T">Tells by <see cref="IEquatable{T}"/> whether two readings say the same.</typeparam>
internal sealed partial class Kept<T>(string name, Func<CancellationToken, Task<T>> read, TimeProvider time, ILogger logger) : IDisposable
    where T : class, IEquatable<T>
{
    /// <summary>Who asks within this time after another one gets the other one's answer: the vault is not asked for each of many.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    /// <summary>For all requests of one reading; the sender of an event may be waiting for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile State _state = new(Value: null, Fault: null, DateTimeOffset.MinValue);

    /// <summary>Null when it could be read the last time.</summary>
    public SecretFault? Fault => _state is { Fault: { } why } state ? new SecretFault(name, why, IsKept: state.Value is not null) : null;

    /// <exception cref="KeysUnavailableException">It could not be read yet.</exception>
    public async ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        if (_state.Value is { } kept)
            return kept;

        var state = await ReadAsync(cancellationToken);
        return state.Value ?? throw new KeysUnavailableException($"{name}: not read from Key Vault yet.", state.Fault!);
    }

    /// <returns>Another value than the refused one; null when there is none.</returns>
    public async ValueTask<T?> RenewAsync(T refused, CancellationToken cancellationToken)
    {
        if (_state.Value is { } kept && !kept.Equals(refused))
            return kept;

        var state = await ReadAsync(cancellationToken);
        return state.Value is { } now && !now.Equals(refused) ? now : null;
    }

    /// <returns>Whether it could be read.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Fault is null;

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<State> ReadAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() - _state.ReadAt >= Recent)
                _state = await ReadNowAsync(cancellationToken);

            return _state;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<State> ReadNowAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var value = await read(either.Token);
            if (!value.Equals(_state.Value))
                Log.Read(logger, name);

            return new State(value, Fault: null, time.GetUtcNow());
        }
        catch (Exception exception) when (VaultOutage.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            if (_state.Value is null)
                Log.NotRead(logger, exception, name);
            else
                Log.NotReadAnew(logger, exception, name);

            return _state with { Fault = exception, ReadAt = time.GetUtcNow() };
        }
    }

    /// <param name="Value">As it was read the last time that it could be.</param>
    /// <param name="Fault">Why it could not be the last time; null when it could.</param>
    /// <param name="ReadAt">When the last time was.</param>
    private sealed record State(T? Value, Exception? Fault, DateTimeOffset ReadAt);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Key Vault: {Name} was read, and is in use now")]
        public static partial void Read(ILogger logger, string name);

        [LoggerMessage(2, LogLevel.Error, "Key Vault: {Name} cannot be read, so what needs it waits or is refused with 503; trying again. Check KeyVault__Uri, that the app's identity has the role Key Vault Secrets User, and the vault's network rules")]
        public static partial void NotRead(ILogger logger, Exception exception, string name);

        [LoggerMessage(3, LogLevel.Error, "Key Vault: {Name} cannot be read anew; what was read before goes on being used; trying again")]
        public static partial void NotReadAnew(ILogger logger, Exception exception, string name);
    }
}
