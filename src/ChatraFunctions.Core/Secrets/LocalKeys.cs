using Chatra.Api;

namespace ChatraFunctions.Secrets;

/// <summary>Chatra's keys from the app's own settings: for runs on a laptop.</summary>
internal sealed class LocalKeys(ChatraKeys keys) : IAccountKeys
{
    public ValueTask<ChatraKeys> GetAsync(CancellationToken cancellationToken) => new(keys);

    /// <summary>Settings are read once, at the start.</summary>
    public ValueTask<bool> TryRenewAsync(ChatraKeys refused, CancellationToken cancellationToken) => new(false);
}
