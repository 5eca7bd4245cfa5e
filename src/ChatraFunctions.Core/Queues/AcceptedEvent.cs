using System.Text.Json.Serialization;

namespace ChatraFunctions.Queues;

/// <summary>The answer to a sender whose event is durable: <c>{"id","eventName"}</c>.</summary>
/// <param name="Id">32 hexadecimal digits that follow from what the event is: the same event has the same id.</param>
/// <param name="EventName">As the sender wrote it.</param>
public sealed record AcceptedEvent(string Id, string EventName)
{
    /// <summary>It was no event: the sender only asked whether anybody is here, and wants to hear 200.</summary>
    [JsonIgnore]
    public bool IsPing { get; init; }
}
