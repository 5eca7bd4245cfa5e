using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.LocalHost;

/// <summary>A function that answers requests, in the form of the worker's ASP.NET Core integration.</summary>
internal sealed class HttpFunction : Function
{
    private readonly Func<HttpContext, object?>[] _arguments;

    private HttpFunction(
        string name, MethodInfo method, RoutePattern route, IReadOnlyList<string> methods, AuthorizationLevel level, Func<HttpContext, object?>[] arguments)
        : base(name, method) =>
        (Route, Methods, Level, _arguments) = (route, methods, level, arguments);

    /// <summary>Below the host, with the prefix.</summary>
    public RoutePattern Route { get; }

    /// <summary>Empty: every method.</summary>
    public IReadOnlyList<string> Methods { get; }

    public AuthorizationLevel Level { get; }

    public override string Trigger => $"[{string.Join(',', Methods)}] {Route.RawText}";

    public static HttpFunction From(string name, MethodInfo method, ParameterInfo trigger, HttpTriggerAttribute attribute, IConfiguration configuration)
    {
        if (trigger.ParameterType != typeof(HttpRequest))
            throw Unknown(name, trigger);

        if (attribute.AuthLevel is AuthorizationLevel.User or AuthorizationLevel.System)
            throw new UnknownFunctionException(name, $"the authorization level {attribute.AuthLevel} is not known here.");

        if (!typeof(IResult).IsAssignableFrom(Answer(method.ReturnType)))
            throw UnknownReturn(name, method);

        var route = ReadRoute(name, attribute, configuration);
        var arguments = method.GetParameters().Select(parameter => Argument(name, parameter, route)).ToArray();
        return new HttpFunction(name, method, route, [.. (attribute.Methods ?? []).Select(verb => verb.ToUpperInvariant())], attribute.AuthLevel, arguments);
    }

    public async Task AnswerAsync(HttpContext context)
    {
        var answer = await CallAsync(context.RequestServices, Array.ConvertAll(_arguments, argument => argument(context)));
        await ((IResult?)answer ?? throw new InvalidOperationException($"{Name} returned null.")).ExecuteAsync(context);
    }

    private static Type Answer(Type returned) =>
        returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(Task<>) ? returned.GetGenericArguments()[0] : returned;

    private static RoutePattern ReadRoute(string name, HttpTriggerAttribute attribute, IConfiguration configuration)
    {
        var prefix = configuration.Checked<HttpSettings>(HttpSettings.Section).RoutePrefix.Trim('/');
        var route = configuration.Resolve(attribute.Route ?? name).Trim('/');
        try
        {
            return RoutePatternFactory.Parse(prefix.Length == 0 ? $"/{route}" : $"/{prefix}/{route}");
        }
        catch (RoutePatternException exception)
        {
            throw new UnknownFunctionException(name, $"the route '{route}' is not a template: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static Func<HttpContext, object?> Argument(string function, ParameterInfo parameter, RoutePattern route)
    {
        if (parameter.ParameterType == typeof(HttpRequest))
            return context => context.Request;

        if (parameter.ParameterType == typeof(CancellationToken))
            return context => context.RequestAborted;

        if (route.GetParameter(parameter.Name!) is { } token && RouteValue.ReaderOf(parameter.ParameterType) is { } read)
            return context => read(context.Request.RouteValues[token.Name] as string);

        throw Unknown(function, parameter);
    }
}
