namespace Chatra.Api;

/// <summary>
/// The resource <c>messages</c> (<see href="https://chatra.com/help/api/#messages"/>): agents' messages are sent, edited and
/// deleted; any message is read by its id. Chatra treats them as written by a real agent; for automated ones there is
/// <see cref="ChatraClient.PushedMessages"/>.
/// </summary>
/// <remarks>
/// Each call returns Chatra's answer or throws a <see cref="ChatraApiException"/>, whose <see cref="ChatraApiException.Kind"/> says
/// what became of the request. Cancelling is an <see cref="OperationCanceledException"/>, after which it may have been done or not.
/// </remarks>
public sealed class Messages
{
    private const string Root = "messages/";

    private readonly ChatraConnection _connection;

    internal Messages(ChatraConnection connection) => _connection = connection;

    /// <summary>
    /// Sends a message as an agent (<c>POST /messages/</c>). Chatra has no idempotency key: sent twice, it is shown twice.
    /// </summary>
    /// <param name="message">Made by <see cref="NewMessage.FromAgent"/> or <see cref="NewMessage.FromHelpdesk"/>.</param>
    /// <param name="cancellationToken">Ends the waiting; the message may have been sent.</param>
    /// <returns>The message as Chatra made it, with its id.</returns>
    /// <exception cref="ChatraApiException">
    /// <see cref="ChatraErrorKind.Unreadable"/> says that the message was taken although its id is not known.
    /// </exception>
    public Task<Message> CreateAsync(NewMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = ChatraConnection.Body(message, ChatraJson.Default.NewMessage);
        return SendAsync(HttpMethod.Post, Root, body, cancellationToken);
    }

    /// <summary>Reads any message, an agent's or a visitor's (<c>GET /messages/:id</c>).</summary>
    /// <param name="id">From an answer or a webhook.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatraApiException"><see cref="ChatraErrorKind.NotFound"/> for an id that Chatra does not know.</exception>
    public Task<Message> GetAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, ResourcePath.Of(Root, id), ChatraConnection.NoBody(), cancellationToken);

    /// <summary>
    /// Replaces the text of an agent's message (<c>PUT /messages/:id</c>). "Only agents' messages can be edited";
    /// with which status a visitor's is refused is not documented.
    /// </summary>
    /// <param name="id">From an answer or a webhook.</param>
    /// <param name="text">The whole new text.</param>
    /// <param name="cancellationToken">Ends the waiting; the text may have been changed.</param>
    /// <returns>The message as it is now.</returns>
    /// <exception cref="ChatraApiException">See <see cref="ChatraErrorKind"/>.</exception>
    public Task<Message> UpdateAsync(string id, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var body = ChatraConnection.Body(new EditedText(text), ChatraJson.Default.EditedText);
        return SendAsync(HttpMethod.Put, ResourcePath.Of(Root, id), body, cancellationToken);
    }

    /// <summary>
    /// Deletes an agent's message (<c>DELETE /messages/:id</c>). "Only agents' messages can be
    /// deleted"; with which status a visitor's is refused is not documented. A second time it is
    /// <see cref="ChatraErrorKind.NotFound"/>.
    /// </summary>
    /// <param name="id">From an answer or a webhook.</param>
    /// <param name="cancellationToken">Ends the waiting; the message may have been deleted.</param>
    /// <returns>The message as it was.</returns>
    /// <exception cref="ChatraApiException">See <see cref="ChatraErrorKind"/>.</exception>
    public Task<Message> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, ResourcePath.Of(Root, id), ChatraConnection.NoBody(), cancellationToken);

    private Task<Message> SendAsync(HttpMethod method, string path, HttpContent body, CancellationToken cancellationToken) =>
        _connection.SendAsync(method, path, body, ChatraJson.Default.Message, cancellationToken);
}
