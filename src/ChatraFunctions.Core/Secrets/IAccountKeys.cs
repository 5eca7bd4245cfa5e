using Chatra.Api;

namespace ChatraFunctions.Secrets;

/// <summary>Chatra's keys, from wherever they are kept. <see cref="IChatraKeySource.GetAsync"/> throws <see cref="KeysUnavailableException"/>.</summary>
public interface IAccountKeys : IChatraKeySource
{
    /// <summary>
    /// Reads them again, because Chatra refused these; not, where somebody else has read other ones meanwhile. So requests that are
    /// refused together ask the vault once.
    /// </summary>
    /// <returns>Whether there are other ones now; false also when they cannot be read.</returns>
    ValueTask<bool> TryRenewAsync(ChatraKeys refused, CancellationToken cancellationToken);
}
