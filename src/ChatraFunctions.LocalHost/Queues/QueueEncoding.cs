using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace ChatraFunctions.LocalHost;

/// <summary>
/// What a message's text stands for. The pump reads texts as they are and decodes them here, so that it can pass on unchanged
/// what cannot be decoded.
/// </summary>
internal static class QueueEncoding
{
    /// <returns>Null when the text is not in this encoding.</returns>
    public static QueueMessage? Decoded(this QueueMessage message, QueueMessageEncoding encoding) =>
        encoding == QueueMessageEncoding.None ? message
        : Base64(message.MessageText) is { } body ? With(message, body)
        : null;

    private static BinaryData? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? new BinaryData(bytes.AsMemory(0, length)) : null;
    }

    private static QueueMessage With(QueueMessage message, BinaryData body) => QueuesModelFactory.QueueMessage(
        message.MessageId, message.PopReceipt, body, message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn);
}
