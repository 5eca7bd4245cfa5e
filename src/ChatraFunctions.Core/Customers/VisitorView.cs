using System.Text.Json;
using Chatra.Api;

namespace ChatraFunctions.Customers;

/// <summary>What Chatra says of the customer, asked a moment ago. Where it has never heard of them, all but <c>isKnown</c> is absent.</summary>
public sealed record VisitorView(
    bool IsKnown,
    string? ChatId = null,
    string? ChatLink = null,
    string? DisplayedName = null,
    string? Name = null,
    string? Email = null,
    string? Phone = null,
    string? Notes = null,
    IReadOnlyDictionary<string, JsonElement>? Info = null)
{
    public static VisitorView Unknown { get; } = new(IsKnown: false);

    public static VisitorView Of(ChatClient client) => new(
        IsKnown: true,
        client.ChatId,
        client.ChatLink,
        client.DisplayedName,
        client.BasicInfo?.Name,
        client.BasicInfo?.Email,
        client.BasicInfo?.Phone,
        client.BasicInfo?.Notes,
        client.Info);

    /// <summary>Nothing of it: it is personal.</summary>
    public override string ToString() => nameof(VisitorView);
}
