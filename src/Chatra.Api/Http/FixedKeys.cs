namespace Chatra.Api;

/// <summary>Keys that do not change while the process runs.</summary>
internal sealed class FixedKeys(ChatraKeys keys) : IChatraKeySource
{
    public ValueTask<ChatraKeys> GetAsync(CancellationToken cancellationToken) => new(keys);
}
