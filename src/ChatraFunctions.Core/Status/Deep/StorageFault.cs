using Azure;
using Azure.Identity;

namespace ChatraFunctions.Status.Deep;

/// <summary>What an operator should make of an error of the storage account.</summary>
internal static class StorageFault
{
    public const string OnSilence =
        "Check that AzureWebJobsStorage (or AzureWebJobsStorage__accountName and its like) names the account, that its network rules let the app in, and its Resource health in the portal.";

    /// <param name="kind"><c>queue</c>, <c>table</c> or <c>container</c>.</param>
    /// <param name="exception">One that <see cref="Storage.StorageOutage"/> knows.</param>
    public static Finding Describe(string kind, Exception exception) => exception switch
    {
        RequestFailedException { Status: 404 } => Finding.Failed(
            "It is not there.", "`azd provision` creates it; with a connection string the app does, at its start: then start it again."),
        RequestFailedException { Status: 401 or 403 } refused => Finding.Failed(
            Answered(refused),
            $"Give the app's identity the role {RoleFor(kind)} on the account (`azd provision` does; it takes up to ten minutes to count), and check the account's network rules; with a connection string check its key."),
        RequestFailedException { Status: > 0 } fault => Finding.Failed(
            Answered(fault), "Look at the account's Resource health in the portal; if it throttles, at what else uses it."),
        AuthenticationFailedException => Finding.Failed(
            "There is no token to ask with.",
            "AzureWebJobsStorage__clientId must be the client id of an identity that the app has; on a laptop sign in with `az login`."),
        _ => Finding.Failed("The account cannot be reached.", OnSilence),
    };

    private static string Answered(RequestFailedException fault) => $"Storage answered {fault.Status}{(fault.ErrorCode is { } code ? $" ({code})" : "")}.";

    private static string RoleFor(string kind) => kind switch
    {
        "queue" => "Storage Queue Data Contributor",
        "table" => "Storage Table Data Contributor",
        _ => "Storage Blob Data Owner",
    };
}
