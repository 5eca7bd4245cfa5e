namespace Infra.Tests.Bicep;

/// <summary>A node of a Bicep file's syntax tree, as <c>tools/bicep/parse.mjs</c> prints it.</summary>
internal sealed record BicepNode(string Type, string Text, int Line, bool IsError, IReadOnlyList<BicepNode> Children)
{
    public IEnumerable<BicepNode> Descendants() => Children.SelectMany(child => child.Descendants().Prepend(child));

    /// <summary>The value of an object's property.</summary>
    public BicepNode? Property(string name) => Properties().FirstOrDefault(property => property.Name == name).Value;

    /// <summary>The value at the end of a path through objects.</summary>
    public BicepNode? Property(params string[] path) =>
        path.Aggregate((BicepNode?)this, (node, name) => node?.Property(name));

    /// <summary>The properties of an object; nested resources are none.</summary>
    public IEnumerable<(string Name, BicepNode Value)> Properties() =>
        from child in Children
        where child is { Type: "object_property", Children.Count: > 1 }
        select (child.Children[0].Text.Trim('\''), child.Children[^1]);
}
