using System.Reflection;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Tests.Configuration;

/// <summary>README.md names what is there.</summary>
public sealed class ReadmeTests
{
    private static readonly IReadOnlyList<MethodInfo> Functions =
    [
        .. Assembly.Load("ChatraFunctions").GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null),
    ];

    [Fact]
    public void Its_table_has_every_function_and_no_other() =>
        Readme.Functions().Select(function => function.Name).ShouldBe(Functions.Select(Name), ignoreOrder: true);

    [Fact]
    public void Each_function_has_the_trigger_that_the_table_says()
    {
        var triggers = Readme.Functions().ToDictionary();
        foreach (var function in Functions)
            triggers[Name(function)].ShouldStartWith(Trigger(function), Case.Sensitive, Name(function));
    }

    [Fact]
    public void It_names_every_queue_table_and_container()
    {
        foreach (var name in QueueNames.All.Concat(TableNames.All).Concat(ContainerNames.All))
            Readme.Text.ShouldContain($"`{name}`");
    }

    private static string Name(MethodInfo function) => function.GetCustomAttribute<FunctionAttribute>()!.Name;

    private static string Trigger(MethodInfo function)
    {
        var attributes = function.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes()).ToList();
        if (attributes.OfType<HttpTriggerAttribute>().FirstOrDefault() is { } http)
            return $"{http.Methods!.Single().ToUpperInvariant()} `/{http.Route}`";

        return attributes.OfType<QueueTriggerAttribute>().FirstOrDefault() is { } queue ? $"queue `{queue.QueueName}`" : Timer(attributes.OfType<TimerTriggerAttribute>().Single().Schedule);
    }

    private static string Timer(string schedule) => schedule == "*/15 * * * * *" ? "timer, every 15 s" : $"timer, `{schedule}`";
}
