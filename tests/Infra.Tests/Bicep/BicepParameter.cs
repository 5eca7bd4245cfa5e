namespace Infra.Tests.Bicep;

/// <summary>A parameter with its decorators.</summary>
internal sealed record BicepParameter(BicepNode Declaration, BicepNode? Decorators)
{
    public string Name => Declaration.Children[0].Text;

    /// <summary>Its default value.</summary>
    public BicepNode? Default => Declaration.Children.Count > 2 ? Declaration.Children[^1] : null;

    public bool IsSecure => Decorator("secure") is not null;

    /// <summary>The arguments of a decorator; null when it has no such decorator.</summary>
    public IReadOnlyList<BicepNode>? Decorator(string name) => (
        from call in Decorators?.Descendants() ?? []
        where call.Type == "call_expression" && call.Children[0].Text == name
        select call.Children.FirstOrDefault(child => child.Type == "arguments")?.Children ?? []).FirstOrDefault();
}
