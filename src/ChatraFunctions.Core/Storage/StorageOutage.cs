using Azure;
using Azure.Identity;

namespace ChatraFunctions.Storage;

/// <summary>Tells the exceptions by which the Azure clients say that storage did not do what was asked.</summary>
public static class StorageOutage
{
    /// <summary>
    /// An error answer, no answer in time (also several tries of it, as an <see cref="AggregateException"/>), or no token to ask with.
    /// </summary>
    public static bool Is(Exception exception) =>
        exception is RequestFailedException or AggregateException or OperationCanceledException or AuthenticationFailedException;
}
