namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a method as a function of this name; names are unique in an app.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    public FunctionAttribute(string name) => Name = name;

    public string Name { get; }
}
