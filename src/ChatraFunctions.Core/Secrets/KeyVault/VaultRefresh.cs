using Microsoft.Extensions.Hosting;

namespace ChatraFunctions.Secrets.KeyVault;

/// <summary>Reads all secrets at the start and every ten minutes; sooner after it could not.</summary>
internal sealed class VaultRefresh(Vault vault, TimeProvider time) : BackgroundService
{
    /// <summary>How old a secret in use can be; Chatra's refusal or a signature that does not fit has it read at once.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var retry = FirstRetry; ;)
        {
            var isRead = await vault.RefreshAsync(stoppingToken);
            await Task.Delay(isRead ? Interval : retry, time, stoppingToken);
            retry = isRead || retry * 2 > LongestRetry ? (isRead ? FirstRetry : LongestRetry) : retry * 2;
        }
    }
}
