namespace Chatra.Api;

/// <summary>Where the keys come from. Asked before every request, because keys may be rotated while the process runs.</summary>
public interface IChatraKeySource
{
    /// <summary>
    /// The keys to use now; expected to be cached by the source. What it throws reaches the caller of the API as it is: nothing
    /// was sent yet.
    /// </summary>
    /// <param name="cancellationToken">The call's own; its time-out does not run yet.</param>
    ValueTask<ChatraKeys> GetAsync(CancellationToken cancellationToken);
}
