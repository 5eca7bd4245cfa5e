namespace Chatra.Widget.Tests.Documented;

/// <summary>What the documentation lists is here, and nothing else.</summary>
public sealed class DocumentedApiTests
{
    private static readonly Dictionary<string, string> TypeNames = new()
    {
        ["String"] = "text", ["Number"] = "number", ["Boolean"] = "boolean", ["Object"] = "object", ["Function"] = "name", ["String | Array | Object"] = "target",
    };

    [Fact]
    public void Its_lists_are_whole() => (DocumentedApi.Settings.Count, DocumentedApi.Methods.Count).ShouldBe((25, 21));

    [Fact]
    public void Every_setting_is_a_property_of_its_documented_type_and_there_is_no_other()
    {
        var properties = typeof(ChatraSetup).GetProperties().Where(property => !property.GetMethod!.IsStatic).ToList();

        properties.Select(property => (Camel(property.Name), KindOf(property.Name, property.PropertyType)))
            .ShouldBe(DocumentedApi.Settings.Select(setting => (setting.Name, TypeNames[setting.Type])));
        ChatraSetup.Names.ShouldBe(DocumentedApi.Settings.Select(setting => setting.Name));
    }

    [Fact]
    public void Every_method_is_a_method_and_there_is_no_other()
    {
        var factories = typeof(ChatraCall).GetMethods().Where(method => method.IsStatic && method.ReturnType == typeof(ChatraCall)).ToList();

        factories.Select(method => Camel(method.Name)).ShouldBe(DocumentedApi.Methods.Select(method => method.Name));
        ChatraCall.Methods.ShouldBe(DocumentedApi.Methods.Select(method => method.Name));
        foreach (var (name, signature) in DocumentedApi.Methods)
        {
            var parameters = factories.Single(method => Camel(method.Name) == name).GetParameters();
            parameters.Length.ShouldBe(signature.Count(letter => letter == ','), signature);
            parameters.Any(parameter => parameter.IsOptional).ShouldBe(signature.Contains('[', StringComparison.Ordinal), signature);
        }
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string KindOf(string name, Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        return inner == typeof(bool) ? "boolean"
            : inner == typeof(int) ? "number"
            : inner == typeof(InjectTarget) ? "target"
            : inner == typeof(string) && name.StartsWith("On", StringComparison.Ordinal) ? "name"
            : inner == typeof(string) || inner.IsEnum ? "text"
            : "object";
    }
}
