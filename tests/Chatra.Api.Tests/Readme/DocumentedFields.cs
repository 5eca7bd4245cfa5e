using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests.Readme;

/// <summary>
/// Every field of the documentation as <c>Model.Property</c>: what its examples show, walked beside the models, and
/// what it lists in words.
/// </summary>
internal static class DocumentedFields
{
    private static readonly (string Example, Type Model)[] Examples =
    [
        ("messages-post-request", typeof(NewMessage)),
        ("messages-post-request-receivedFrom", typeof(NewMessage)),
        ("messages-post-request-email", typeof(NewMessage)),
        ("messages-post-response", typeof(Message)),
        ("messages-get-response", typeof(Message)),
        ("messages-put-response", typeof(Message)),
        ("messages-delete-response", typeof(Message)),
        ("pushedMessages-post-request", typeof(NewPushedMessage)),
        ("pushedMessages-post-request-agent", typeof(NewPushedMessage)),
        ("pushedMessages-post-request-group", typeof(NewPushedMessage)),
        ("pushedMessages-post-response", typeof(PushedMessage)),
        ("pushedMessages-get-response", typeof(PushedMessage)),
        ("pushedMessages-put-response", typeof(PushedMessage)),
        ("pushedMessages-delete-response", typeof(PushedMessage)),
        ("clients-get-response", typeof(ChatClient)),
        ("clients-put-request", typeof(ClientChanges)),
        ("clients-put-request-remove", typeof(ClientChanges)),
        ("clients-put-response", typeof(ChatClient)),
        ("webhook-message-file", typeof(ChatFile)),
        ("../chatStarted", typeof(ChatStarted)),
        ("../chatFragment", typeof(ChatFragment)),
        ("../chatTranscript", typeof(ChatTranscript)),
    ];

    /// <summary>The examples that have no model: an edit is an argument, an error an exception.</summary>
    private static readonly string[] WithoutModel = ["messages-put-request", "pushedMessages-put-request", "error"];

    private static readonly string[] FullListOfMessageProperties =
    [
        "id", "type", "text", "createdAt", "agentId", "agentName", "isTrigger", "isPushed", "isMissed", "isMissedByClient", "receivedFrom", "file",
    ];

    /// <summary>"visitor info filled by visitor and/or agents (name, email, phone and notes)"</summary>
    private static readonly string[] BasicInfoProperties = ["name", "email", "phone", "notes"];

    public static IEnumerable<string> ExampleNames => Examples.Select(example => example.Example).Concat(WithoutModel);

    /// <summary>A field without a property is told by a name that no property has.</summary>
    public static IReadOnlySet<string> All() => Examples
        .SelectMany(example => Walk(example.Model, Json.Object(Payload.Read(example.Example))))
        .Concat(FullListOfMessageProperties.Select(name => NameOf(typeof(ChatMessage), name)))
        .Concat(BasicInfoProperties.Select(name => NameOf(typeof(BasicInfo), name)))
        .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Walk(Type model, JsonNode? json)
    {
        if (json is JsonArray array)
            return array.SelectMany(item => Walk(model, item));
        if (json is not JsonObject members || model.Assembly != typeof(ChatraClient).Assembly)
            return []; // A value, or an object of the site's own properties.

        return members.SelectMany(member => Walk(ModelOf(PropertyOf(model, member.Key)), member.Value).Prepend(NameOf(model, member.Key)));
    }

    private static string NameOf(Type model, string name) => $"{model.Name}.{PropertyOf(model, name)?.Name ?? $"{name} (in no property)"}";

    private static PropertyInfo? PropertyOf(Type model, string name) =>
        model.GetProperties().SingleOrDefault(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name) == name);

    private static Type ModelOf(PropertyInfo? property) => property?.PropertyType switch
    {
        null => typeof(object),
        { IsGenericType: true } list when list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => list.GenericTypeArguments[0],
        var type => type,
    };
}
