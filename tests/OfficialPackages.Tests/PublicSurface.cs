using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace OfficialPackages.Tests;

/// <summary>What code outside an assembly can be written against, a line a member.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static SortedSet<string> Of(Assembly assembly) =>
        new(assembly.GetExportedTypes().SelectMany(type => Members(type).Append(Header(type))), StringComparer.Ordinal);

    /// <summary>Whether it tells its callers which references may be null.</summary>
    public static bool IsNullableAnnotated(Assembly assembly) =>
        assembly.GetExportedTypes()
            .SelectMany(type => type.GetMembers(Declared).Append(type))
            .Any(member => member.GetCustomAttribute<NullableContextAttribute>() is not null);

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(Declared).Where(IsVisible).Select(member => $"{type}: {Line(member)}");

    private static string Header(Type type) =>
        $"{type} : {type.BaseType}, {Joined(type.GetInterfaces().Select(one => $"{one}").Order(StringComparer.Ordinal))}"
        + $"{(type.IsSealed ? " sealed" : "")}{(type.IsAbstract ? " abstract" : "")}";

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        // Properties are seen as their accessors, nested types by themselves.
        _ => false,
    };

    private static string Line(MemberInfo member) => member switch
    {
        MethodBase method =>
            $"{Modifiers(method)} {method}({Joined(method.GetParameters().Select(Parameter))}) {Constraints(method)}",
        FieldInfo { IsLiteral: true } constant => $"{constant} = {constant.GetRawConstantValue()}",
        _ => $"{member}",
    };

    private static string Modifiers(MethodBase method) =>
        (method.IsPublic ? "public" : "protected")
        + (method.IsStatic ? " static" : "")
        + (method.IsAbstract ? " abstract" : "")
        + (method is { IsVirtual: true, IsFinal: false } ? " virtual" : "");

    private static string Parameter(ParameterInfo parameter) =>
        parameter.HasDefaultValue
            ? string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} = {parameter.DefaultValue ?? "null"}")
            : $"{parameter.Name}";

    private static string Constraints(MethodBase method) =>
        method.IsGenericMethodDefinition ? Joined(method.GetGenericArguments().Select(Constraint)) : string.Empty;

    private static string Constraint(Type argument) =>
        $"{argument.GenericParameterAttributes} {Joined(argument.GetGenericParameterConstraints().Select(type => $"{type}"))}";

    private static string Joined(IEnumerable<string> parts) => string.Join(", ", parts);
}
