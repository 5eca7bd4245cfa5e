using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace ChatraFunctions.LocalHost;

/// <summary>A function that runs by the clock.</summary>
internal sealed class TimerFunction : Function
{
    private readonly string _expression;
    private readonly Func<TimerInfo, CancellationToken, object?>[] _arguments;

    private TimerFunction(
        string name, MethodInfo method, TimerTriggerAttribute attribute, string expression, Func<TimerInfo, CancellationToken, object?>[] arguments)
        : base(name, method)
    {
        (_expression, _arguments) = (expression, arguments);
        (RunOnStartup, UseMonitor) = (attribute.RunOnStartup, attribute.UseMonitor);
        Schedule = CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            ?? throw new UnknownFunctionException(name, $"the schedule '{expression}' is not an NCRONTAB expression of six fields.");
    }

    /// <summary>In UTC.</summary>
    public CrontabSchedule Schedule { get; }

    public bool RunOnStartup { get; }

    public bool UseMonitor { get; }

    public override string Trigger => $"timerTrigger {_expression}";

    public static TimerFunction From(string name, MethodInfo method, ParameterInfo trigger, TimerTriggerAttribute attribute, IConfiguration configuration)
    {
        if (!ReturnsNothing(method))
            throw UnknownReturn(name, method);

        // By position: two threads that look at a method for the first time may get its parameters as different objects.
        var arguments = method.GetParameters().Select(parameter => Argument(name, parameter, isTrigger: parameter.Position == trigger.Position)).ToArray();
        return new TimerFunction(name, method, attribute, configuration.Resolve(attribute.Schedule), arguments);
    }

    public async Task RunAsync(IServiceProvider services, TimerInfo info, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await CallAsync(scope.ServiceProvider, Array.ConvertAll(_arguments, argument => argument(info, cancellationToken)));
    }

    private static Func<TimerInfo, CancellationToken, object?> Argument(string function, ParameterInfo parameter, bool isTrigger) =>
        (isTrigger, parameter.ParameterType) switch
        {
            (true, var type) when type == typeof(TimerInfo) => (info, _) => info,
            (false, var type) when type == typeof(CancellationToken) => (_, cancellationToken) => cancellationToken,
            _ => throw Unknown(function, parameter),
        };
}
