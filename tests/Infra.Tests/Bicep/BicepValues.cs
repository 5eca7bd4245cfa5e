using System.Globalization;
using System.Text.Json.Nodes;

namespace Infra.Tests.Bicep;

/// <summary>
/// What an expression comes to, as far as a file tells without being deployed: variables, loops, the defaults of main.bicep's
/// parameters and the few functions that our files use. Whatever else there is stands as <c>&lt;its text&gt;</c>.
/// </summary>
internal sealed class BicepValues(BicepFile file, BicepFile main)
{
    private readonly IReadOnlyDictionary<string, BicepNode> _variables = file.Variables;
    private readonly Dictionary<string, BicepNode> _defaults = main.Parameters
        .Where(parameter => parameter.Default is not null)
        .ToDictionary(parameter => parameter.Name, parameter => parameter.Default!);

    private static readonly Dictionary<string, BicepNode> NoLocals = [];

    /// <summary>The names under which a resource is created, one for each turn of its loop.</summary>
    public IEnumerable<string> NamesOf(BicepResource resource) => OfEach(resource, resource.Body.Property("name")!);

    /// <summary>What an expression of a resource comes to, for each turn of its loop.</summary>
    public IEnumerable<string> OfEach(BicepResource resource, BicepNode expression) => resource.Loop is { } loop
        ? Items(loop.Children[1]).Select(item => Text(expression, new Dictionary<string, BicepNode> { [loop.Children[0].Text] = item }))
        : [Text(expression)];

    public string Text(BicepNode node) => Text(node, NoLocals);

    /// <summary>The items of an array.</summary>
    public IEnumerable<BicepNode> Items(BicepNode node) => node switch
    {
        { Type: "array" } => node.Children,
        { Type: "identifier" } when Find(node.Text, NoLocals) is { } found => Items(found),
        { Type: "call_expression" } when Call(node) is ("concat", var arguments) => arguments.SelectMany(Items),
        { Type: "call_expression" } when Call(node) is ("map", [var items, { Type: "lambda_expression" } lambda]) =>
            Items(items).Select(item => AsNode(Text(lambda.Children[^1], new Dictionary<string, BicepNode> { [lambda.Children[0].Text] = item }))),
        _ => throw new NotSupportedException($"{file.Name}({node.Line}): cannot tell the items of {node.Text}"),
    };

    private string Text(BicepNode node, IReadOnlyDictionary<string, BicepNode> locals) => node switch
    {
        { Type: "string" } => string.Concat(node.Children.Select(part => part.Type == "interpolation" ? Text(part.Children[0], locals) : part.Text)),
        { Type: "string_content" or "number" or "boolean" } => node.Text,
        { Type: "identifier" } when Find(node.Text, locals) is { } found => Text(found, locals),
        { Type: "member_expression" } when Member(node, locals) is { } member => member,
        { Type: "call_expression" } when Call(node) is ("string", [var only]) => Text(only, locals),
        _ => $"<{node.Text}>",
    };

    private string? Member(BicepNode node, IReadOnlyDictionary<string, BicepNode> locals)
    {
        var (target, name) = (Find(node.Children[0].Text, locals), node.Children[1].Text);
        if (target is { Type: "object" })
            return target.Property(name) is { } value ? Text(value, locals) : null;

        return target is { Type: "call_expression" } && Call(target) is ("loadJsonContent", [var path])
            ? Convert.ToString(ReadJson(Text(path))[name], CultureInfo.InvariantCulture)
            : null;
    }

    private JsonObject ReadJson(string path) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(file.Path)!, path)))!.AsObject();

    private BicepNode? Find(string name, IReadOnlyDictionary<string, BicepNode> locals) =>
        locals.GetValueOrDefault(name) ?? _variables.GetValueOrDefault(name) ?? _defaults.GetValueOrDefault(name);

    private static (string Name, IReadOnlyList<BicepNode> Arguments) Call(BicepNode node) =>
        (node.Children[0].Text, node.Children.FirstOrDefault(child => child.Type == "arguments")?.Children ?? []);

    private static BicepNode AsNode(string text) => new("string", $"'{text}'", 0, IsError: false, [new("string_content", text, 0, IsError: false, [])]);
}
