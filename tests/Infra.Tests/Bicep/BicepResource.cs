namespace Infra.Tests.Bicep;

/// <summary>A resource that a file creates or, when it exists already, refers to.</summary>
/// <param name="Symbol">Its name within the file.</param>
/// <param name="Type">Its full type without the API version; of a nested one with the types around it.</param>
/// <param name="Body">The object that describes it.</param>
/// <param name="IsExisting">Whether the file only refers to it.</param>
/// <param name="Loop">The loop it is created in.</param>
/// <param name="Condition">What it is created under.</param>
internal sealed record BicepResource(string Symbol, string Type, BicepNode Body, bool IsExisting, BicepNode? Loop, BicepNode? Condition)
{
    public static BicepResource From(BicepNode declaration, string? parentType)
    {
        var type = declaration.Children[1].Text.Trim('\'').Split('@')[0];
        var isExisting = declaration.Children.Any(child => child.Type == "existing");
        var (body, loop, condition) = (declaration.Children[^1], (BicepNode?)null, (BicepNode?)null);
        if (body.Type == "for_statement")
            (loop, body) = (body, body.Children[^1]);
        if (body.Type == "if_statement")
            (condition, body) = (body.Children[0], body.Children[^1]);
        return new BicepResource(declaration.Children[0].Text, parentType is null ? type : $"{parentType}/{type}", body, isExisting, loop, condition);
    }
}
