using System.Text.Json.Nodes;

namespace ChatraFunctions.Tests.Promises;

/// <summary>A valid body with one value replaced by something else.</summary>
internal sealed record Mutation(string What, string Json)
{
    private static readonly string[] Values =
        ["null", "true", "-1", "1e400", "0.1", "\"\"", "\"\\u0000/\\\\#?!\\ud800\"", "[]", "[[null]]", "{}", "{\"a\":{\"\":1}}", $"\"{new string('y', 2000)}\""];

    /// <param name="body">A fresh one for each mutation, so that no two of them meet.</param>
    public static IEnumerable<Mutation> All(Func<JsonObject> body) =>
        Paths(body(), []).SelectMany(path => Values.Select(value => Of(body(), path, value)));

    private static Mutation Of(JsonObject body, IReadOnlyList<object> path, string value)
    {
        JsonNode parent = body;
        foreach (var step in path.SkipLast(1))
            parent = step is int index ? parent[index]! : parent[(string)step]!;

        // As text, since a JSON node takes neither half surrogate pairs nor numbers beyond its types.
        const string mark = "\"<the value to replace>\"";
        if (path[^1] is int last)
            parent[last] = "<the value to replace>";
        else
            parent[(string)path[^1]] = "<the value to replace>";

        var json = body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return new Mutation($"/{string.Join('/', path)} = {value[..Math.Min(40, value.Length)]}", json.Replace(mark, value, StringComparison.Ordinal));
    }

    private static IEnumerable<IReadOnlyList<object>> Paths(JsonNode? node, IReadOnlyList<object> path)
    {
        if (path.Count > 0)
            yield return path;

        IEnumerable<(object Step, JsonNode? Child)> children = node switch
        {
            JsonObject parent => parent.Select(pair => ((object)pair.Key, pair.Value)),
            JsonArray parent => parent.Select((child, index) => ((object)index, child)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            foreach (var deeper in Paths(child, [.. path, step]))
                yield return deeper;
        }
    }
}
