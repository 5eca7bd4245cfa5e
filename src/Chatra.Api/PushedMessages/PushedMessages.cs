namespace Chatra.Api;

/// <summary>
/// The resource <c>pushedMessages</c> (<see href="https://chatra.com/help/api/#pushedmessages"/>): automated messages to visitors,
/// such as order updates.
/// </summary>
/// <remarks>
/// Each call returns Chatra's answer or throws a <see cref="ChatraApiException"/>, whose <see cref="ChatraApiException.Kind"/> says
/// what became of the request. Cancelling is an <see cref="OperationCanceledException"/>, after which it may have been done or not.
/// </remarks>
public sealed class PushedMessages
{
    private const string Root = "pushedMessages/";

    private readonly ChatraConnection _connection;

    internal PushedMessages(ChatraConnection connection) => _connection = connection;

    /// <summary>
    /// Sends a message (<c>POST /pushedMessages/</c>). Chatra has no idempotency key: sent twice, it is shown twice.
    /// </summary>
    /// <param name="message">To whom, what, and as whom.</param>
    /// <param name="cancellationToken">Ends the waiting; the message may have been sent.</param>
    /// <returns>The message as Chatra made it, with its id.</returns>
    /// <exception cref="ChatraApiException">
    /// <see cref="ChatraErrorKind.Unreadable"/> says that the message was taken although its id is not known.
    /// </exception>
    public Task<PushedMessage> CreateAsync(NewPushedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = ChatraConnection.Body(message, ChatraJson.Default.NewPushedMessage);
        return SendAsync(HttpMethod.Post, Root, body, cancellationToken);
    }

    /// <summary>Reads a message sent before (<c>GET /pushedMessages/:id</c>).</summary>
    /// <param name="id">From an answer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatraApiException"><see cref="ChatraErrorKind.NotFound"/> for an id that Chatra does not know.</exception>
    public Task<PushedMessage> GetAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, ResourcePath.Of(Root, id), ChatraConnection.NoBody(), cancellationToken);

    /// <summary>Replaces the text of a message sent before (<c>PUT /pushedMessages/:id</c>).</summary>
    /// <param name="id">From an answer.</param>
    /// <param name="text">The whole new text.</param>
    /// <param name="cancellationToken">Ends the waiting; the text may have been changed.</param>
    /// <returns>The message as it is now.</returns>
    /// <exception cref="ChatraApiException">See <see cref="ChatraErrorKind"/>.</exception>
    public Task<PushedMessage> UpdateAsync(string id, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var body = ChatraConnection.Body(new EditedText(text), ChatraJson.Default.EditedText);
        return SendAsync(HttpMethod.Put, ResourcePath.Of(Root, id), body, cancellationToken);
    }

    /// <summary>
    /// Takes a message back (<c>DELETE /pushedMessages/:id</c>). A second time it is <see cref="ChatraErrorKind.NotFound"/>.
    /// </summary>
    /// <param name="id">From an answer.</param>
    /// <param name="cancellationToken">Ends the waiting; the message may have been deleted.</param>
    /// <returns>The message as it was.</returns>
    /// <exception cref="ChatraApiException">See <see cref="ChatraErrorKind"/>.</exception>
    public Task<PushedMessage> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, ResourcePath.Of(Root, id), ChatraConnection.NoBody(), cancellationToken);

    private Task<PushedMessage> SendAsync(
        HttpMethod method, string path, HttpContent body, CancellationToken cancellationToken) =>
        _connection.SendAsync(method, path, body, ChatraJson.Default.PushedMessage, cancellationToken);
}
