using System.Text.Json;

namespace ChatraFunctions.Webhooks;

/// <summary>One of the three documented events, checked: everything that a row needs is there and of the right type.</summary>
/// <param name="Name">One of <see cref="EventNames"/>.</param>
/// <param name="ChatId">It fits a table key.</param>
/// <param name="ClientId">Any string, even an empty one.</param>
/// <param name="Messages">In the sender's order; the one of a <c>chatStarted</c>.</param>
/// <param name="Client">The visitor, an object, as it came.</param>
/// <param name="FinishedAt">
/// Of a <c>chatTranscript</c>: the end of the visit, else its last message, in milliseconds since 1970. Null for the others.
/// </param>
/// <param name="Root">The whole event as it came.</param>
internal sealed record ChatEvent(
    string Name, string ChatId, string ClientId, IReadOnlyList<ChatMessage> Messages, JsonElement Client, long? FinishedAt, JsonElement Root);
