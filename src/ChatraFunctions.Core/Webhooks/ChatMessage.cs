using System.Text.Json;

namespace ChatraFunctions.Webhooks;

/// <summary>One message of an event, with what a row cannot do without already read.</summary>
/// <param name="Id">Chatra's id; it fits a table key.</param>
/// <param name="Type"><c>client</c> or <c>agent</c>; others are kept as they come.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
/// <param name="TextProperty">
/// Where the text stands: <c>text</c>, or <c>message</c>, which some senders use in its place; null when the message is a bare file.
/// </param>
/// <param name="Json">The whole message as it came.</param>
internal sealed record ChatMessage(string Id, string Type, long CreatedAt, string? TextProperty, JsonElement Json);
