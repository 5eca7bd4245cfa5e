namespace Infra.Tests.Bicep;

/// <summary>One Bicep file: what it declares.</summary>
internal sealed record BicepFile(string Path, BicepNode Root)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public IEnumerable<int> ErrorLines => Root.Descendants().Prepend(Root).Where(node => node.IsError).Select(node => node.Line);

    /// <summary>Names of variables with what they stand for.</summary>
    public IReadOnlyDictionary<string, BicepNode> Variables =>
        Root.Children.Where(node => node.Type == "variable_declaration").ToDictionary(node => node.Children[0].Text, node => node.Children[^1]);

    public IReadOnlyList<BicepParameter> Parameters =>
    [
        .. Root.Children.Index()
            .Where(node => node.Item.Type == "parameter_declaration")
            .Select(node => new BicepParameter(node.Item, node.Index > 0 && Root.Children[node.Index - 1] is { Type: "decorators" } decorators ? decorators : null)),
    ];

    /// <summary>The paths of the modules.</summary>
    public IEnumerable<string> Modules =>
        Root.Children.Where(node => node.Type == "module_declaration").Select(node => node.Children[1].Text.Trim('\''));

    public IEnumerable<BicepNode> Outputs => Root.Children.Where(node => node.Type == "output_declaration");

    /// <summary>All resources, nested ones after the one around them.</summary>
    public IEnumerable<BicepResource> Resources() => ResourcesIn(Root, parentType: null);

    private static IEnumerable<BicepResource> ResourcesIn(BicepNode node, string? parentType)
    {
        foreach (var child in node.Children)
        {
            if (child.Type != "resource_declaration")
            {
                foreach (var nested in ResourcesIn(child, parentType))
                    yield return nested;
                continue;
            }

            var resource = BicepResource.From(child, parentType);
            yield return resource;
            foreach (var nested in ResourcesIn(child, resource.Type))
                yield return nested;
        }
    }
}
