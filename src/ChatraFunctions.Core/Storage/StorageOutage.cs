using Azure;
using Azure.Identity;

namespace ChatraFunctions.Storage;

/// <summary>Tells the exceptions that say that storage did not do what was asked, and may do it later.</summary>
public static class StorageOutage
{
    /// <summary>
    /// An error answer, no answer in time (also several tries of it, as an <see cref="AggregateException"/>), no token to ask with, or
    /// too many others at the same rows.
    /// </summary>
    public static bool Is(Exception exception) =>
        exception is RequestFailedException or AggregateException or OperationCanceledException or AuthenticationFailedException or StorageBusyException;
}
