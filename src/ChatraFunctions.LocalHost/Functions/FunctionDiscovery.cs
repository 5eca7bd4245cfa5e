using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ChatraFunctions.LocalHost;

/// <summary>Finds the methods marked with <see cref="FunctionAttribute"/>, and refuses what it cannot run as the Functions host would.</summary>
internal static class FunctionDiscovery
{
    private const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <exception cref="UnknownFunctionException">A trigger, a parameter or a return type is not known, or a name comes twice.</exception>
    /// <exception cref="SettingException">A trigger refers to a setting that is not there.</exception>
    public static IReadOnlyList<Function> Find(IEnumerable<Type> classes, IConfiguration configuration)
    {
        var functions = classes
            .SelectMany(type => type.GetMethods(AnyMethod))
            .Select(method => (Method: method, method.GetCustomAttribute<FunctionAttribute>()?.Name))
            .Where(found => found.Name is not null)
            .Select(found => Read(found.Name!, found.Method, configuration))
            .ToList();

        var twice = functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? functions : throw new UnknownFunctionException(twice.Key, "two functions have this name.");
    }

    private static Function Read(string name, MethodInfo method, IConfiguration configuration)
    {
        if (!method.IsPublic)
            throw new UnknownFunctionException(name, "the method is not public.");

        if (method.GetCustomAttributes<BindingAttribute>().FirstOrDefault() is { } output)
            throw new UnknownFunctionException(name, $"the binding {output.GetType().Name} is not known here.");

        var (parameter, binding) = TheOnlyBinding(name, method);
        return binding switch
        {
            HttpTriggerAttribute http => HttpFunction.From(name, method, parameter, http, configuration),
            QueueTriggerAttribute queue => QueueFunction.From(name, method, parameter, queue, configuration),
            TimerTriggerAttribute timer => TimerFunction.From(name, method, parameter, timer, configuration),
            _ => throw new UnknownFunctionException(name, $"the trigger {binding.GetType().Name} is not known here."),
        };
    }

    private static (ParameterInfo Parameter, BindingAttribute Binding) TheOnlyBinding(string name, MethodInfo method)
    {
        var bindings = method.GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes<BindingAttribute>().Select(binding => (parameter, binding)))
            .ToList();
        return bindings.Count switch
        {
            1 => bindings[0],
            0 => throw new UnknownFunctionException(name, "it has no trigger."),
            _ => throw new UnknownFunctionException(
                name, $"it has more than one binding: {string.Join(", ", bindings.Select(binding => binding.binding.GetType().Name))}."),
        };
    }
}
