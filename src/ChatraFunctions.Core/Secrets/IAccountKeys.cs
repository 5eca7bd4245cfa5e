using Chatra.Api;

namespace ChatraFunctions.Secrets;

/// <summary>Chatra's keys, from wherever they are kept.</summary>
public interface IAccountKeys : IChatraKeySource
{
    /// <summary>Reads them again, because Chatra refused those in use.</summary>
    /// <returns>Whether there are other ones now; false also when they cannot be read.</returns>
    ValueTask<bool> TryRenewAsync(CancellationToken cancellationToken);
}
