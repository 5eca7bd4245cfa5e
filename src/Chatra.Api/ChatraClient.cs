namespace Chatra.Api;

/// <summary>
/// Chatra's REST API (chatra.com/help/api/rest), one property a resource. Made by
/// <see cref="ChatraApiServices.AddChatraApi"/>; safe to keep and to use from many threads.
/// </summary>
/// <remarks>
/// Every call is one request at most. Nothing is retried and no rate is kept here: the account allows 60 requests a minute over
/// all its integrations, so only the caller can tell when another one may leave.
/// </remarks>
public sealed class ChatraClient
{
    internal ChatraClient(ChatraConnection connection) => PushedMessages = new PushedMessages(connection);

    /// <summary>Automated messages to visitors, such as order updates.</summary>
    public PushedMessages PushedMessages { get; }
}
