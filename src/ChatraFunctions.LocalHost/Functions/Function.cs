using System.Reflection;

namespace ChatraFunctions.LocalHost;

/// <summary>A method marked as a function, with what is known of its trigger.</summary>
internal abstract class Function(string name, MethodInfo method)
{
    public string Name { get; } = name;

    /// <summary>What it waits for, as the start-up list shows it.</summary>
    public abstract string Trigger { get; }

    /// <summary>Calls it on a new instance of its class, made as the worker makes it: from the call's own scope.</summary>
    /// <returns>What it returned, awaited; null where it returns nothing.</returns>
    protected async Task<object?> CallAsync(IServiceProvider scope, object?[] arguments)
    {
        var instance = method.IsStatic ? null : ActivatorUtilities.CreateInstance(scope, method.ReflectedType!);
        var returned = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        if (returned is ValueTask valueTask)
            returned = valueTask.AsTask();

        if (returned is not Task task)
            return returned;

        await task;
        return method.ReturnType.IsGenericType ? method.ReturnType.GetProperty(nameof(Task<>.Result))!.GetValue(task) : null;
    }

    protected static bool ReturnsNothing(MethodInfo method) =>
        method.ReturnType == typeof(void) || method.ReturnType == typeof(Task) || method.ReturnType == typeof(ValueTask);

    protected static UnknownFunctionException Unknown(string function, ParameterInfo parameter) =>
        new(function, $"the parameter '{parameter.Name}' of type {parameter.ParameterType.Name} is not known here.");

    protected static UnknownFunctionException UnknownReturn(string function, MethodInfo method) =>
        new(function, $"the return type {method.ReturnType} is not known here.");
}
