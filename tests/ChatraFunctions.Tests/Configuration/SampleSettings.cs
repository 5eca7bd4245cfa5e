using System.Text.Json.Nodes;
using TestKit;

namespace ChatraFunctions.Tests.Configuration;

/// <summary>local.settings.sample.json of the repository.</summary>
internal static class SampleSettings
{
    public static string Text { get; } = File.ReadAllText(RepositoryRoot.Combine("local.settings.sample.json"));

    public static IReadOnlyDictionary<string, string?> ByName { get; } =
        JsonNode.Parse(Text)!["Values"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string?)pair.Value!.GetValue<string>());
}
