namespace Chatra.Api;

/// <summary>
/// Automated messages to visitors. Each call either returns Chatra's answer or throws a <see cref="ChatraApiException"/>;
/// cancelling is an <see cref="OperationCanceledException"/>, after which the request may have been done or not.
/// </summary>
public sealed class PushedMessages
{
    private const string Root = "pushedMessages/";

    private readonly ChatraConnection _connection;

    internal PushedMessages(ChatraConnection connection) => _connection = connection;

    /// <summary>Sends a message. Chatra has no idempotency key: sent twice, it is shown twice.</summary>
    public Task<PushedMessage> CreateAsync(NewPushedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = ChatraConnection.Body(message, ChatraJson.Default.NewPushedMessage);
        return SendAsync(HttpMethod.Post, Root, body, cancellationToken);
    }

    /// <summary>Reads a message sent before.</summary>
    public Task<PushedMessage> GetAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, Path(id), ChatraConnection.NoBody(), cancellationToken);

    /// <summary>Replaces the text of a message sent before, and returns it as it is now.</summary>
    public Task<PushedMessage> UpdateAsync(string id, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var body = ChatraConnection.Body(new EditedText(text), ChatraJson.Default.EditedText);
        return SendAsync(HttpMethod.Put, Path(id), body, cancellationToken);
    }

    /// <summary>
    /// Takes a message back, and returns it as it was. A second time it is <see cref="ChatraErrorKind.NotFound"/>.
    /// </summary>
    public Task<PushedMessage> DeleteAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, Path(id), ChatraConnection.NoBody(), cancellationToken);

    private Task<PushedMessage> SendAsync(
        HttpMethod method, string path, HttpContent body, CancellationToken cancellationToken) =>
        _connection.SendAsync(method, path, body, ChatraJson.Default.PushedMessage, cancellationToken);

    private static string Path(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        // Dot segments vanish from an address even when percent-encoded (RFC 3986, 5.2.4): it would name the collection.
        if (id is "." or "..")
            throw new ArgumentException("A dot segment is no id.", nameof(id));
        return Root + Uri.EscapeDataString(id);
    }
}
