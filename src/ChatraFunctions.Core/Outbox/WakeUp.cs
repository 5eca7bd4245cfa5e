using System.Text.Json;

namespace ChatraFunctions.Outbox;

/// <summary>
/// A message of the queues <c>outbox</c> and <c>chatra-send</c>: it says only that a delivery may have something to do. What
/// that is stands in its row.
/// </summary>
/// <param name="Key">The delivery.</param>
/// <param name="QueuedAt">When this chain of wake-ups began: it may run ahead of the row, but not for long.</param>
/// <param name="ReleasedAt">When the slot was reserved; null in <c>outbox</c>.</param>
/// <param name="Slot">When the request may leave; null in <c>outbox</c>.</param>
/// <param name="Traceparent">W3C trace context of what caused the message.</param>
/// <param name="Revivals">How often it came back from the poison queue; see <see cref="WakeUpRevival"/>.</param>
public sealed record WakeUp(
    string Key,
    DateTimeOffset QueuedAt,
    DateTimeOffset? ReleasedAt = null,
    Slot? Slot = null,
    string? Traceparent = null,
    int Revivals = 0)
{
    public BinaryData ToMessage() => new(JsonSerializer.SerializeToUtf8Bytes(this, DeliveryJson.Default.WakeUp));

    /// <exception cref="FormatException">It is not a wake-up; the message belongs in the poison queue.</exception>
    public static WakeUp Read(BinaryData message)
    {
        try
        {
            if (JsonSerializer.Deserialize(message, DeliveryJson.Default.WakeUp) is { Key: not null } wakeUp)
                return wakeUp;
        }
        catch (JsonException exception)
        {
            throw new FormatException("A queue message is not a wake-up: it is not the JSON expected.", exception);
        }

        throw new FormatException("A queue message is not a wake-up: it has no key.");
    }
}
