using System.Text.Json.Nodes;

namespace DevTool.Demo;

/// <summary>Short ways to what has to be there; where it is not, the message says so.</summary>
internal static class JsonNodes
{
    public static string Text(this JsonNode node, string name) => node.Child(name).GetValue<string>();

    public static int Number(this JsonNode node, string name) => node.Child(name).GetValue<int>();

    public static JsonArray Items(this JsonNode node, string name) => node.Child(name).AsArray();

    public static JsonNode Child(this JsonNode node, string name) =>
        node[name] ?? throw new Trouble($"There is no \"{name}\" in {node.ToJsonString()}");
}
