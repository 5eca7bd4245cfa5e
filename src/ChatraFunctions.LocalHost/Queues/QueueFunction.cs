using System.Reflection;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.LocalHost;

/// <summary>A function that runs for every message of a storage queue.</summary>
internal sealed class QueueFunction : Function
{
    private const string PoisonSuffix = "-poison";

    private readonly Func<QueueMessage, CancellationToken, object?>[] _arguments;

    private QueueFunction(
        string name, MethodInfo method, string queueName, string connection, Func<QueueMessage, CancellationToken, object?>[] arguments)
        : base(name, method) =>
        (QueueName, Connection, _arguments) = (queueName, connection, arguments);

    public string QueueName { get; }

    public string PoisonQueueName => QueueName + PoisonSuffix;

    /// <summary>The setting that holds the storage account's connection string.</summary>
    public string Connection { get; }

    public override string Trigger => $"queueTrigger {QueueName}";

    public static QueueFunction From(string name, MethodInfo method, ParameterInfo trigger, QueueTriggerAttribute attribute, IConfiguration configuration)
    {
        if (!ReturnsNothing(method))
            throw UnknownReturn(name, method);

        // The host gives a poison queue no poison queue of its own; nothing here needs that.
        var queueName = configuration.Resolve(attribute.QueueName);
        if (queueName.EndsWith(PoisonSuffix, StringComparison.Ordinal))
            throw new UnknownFunctionException(name, $"a trigger on a poison queue ({queueName}) is not known here.");

        // By position: two threads that look at a method for the first time may get its parameters as different objects.
        var arguments = method.GetParameters().Select(parameter => Argument(name, parameter, isTrigger: parameter.Position == trigger.Position)).ToArray();
        return new QueueFunction(name, method, queueName, configuration.Resolve(attribute.Connection ?? "AzureWebJobsStorage"), arguments);
    }

    public async Task RunAsync(IServiceProvider services, QueueMessage message, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await CallAsync(scope.ServiceProvider, Array.ConvertAll(_arguments, argument => argument(message, cancellationToken)));
    }

    private static Func<QueueMessage, CancellationToken, object?> Argument(string function, ParameterInfo parameter, bool isTrigger) =>
        (isTrigger, parameter.ParameterType) switch
        {
            (false, var type) when type == typeof(CancellationToken) => (_, cancellationToken) => cancellationToken,
            (true, var type) when type == typeof(QueueMessage) => (message, _) => message,
            (true, var type) when type == typeof(BinaryData) => (message, _) => message.Body,
            (true, var type) when type == typeof(byte[]) => (message, _) => message.Body.ToArray(),
            (true, var type) when type == typeof(string) => (message, _) => message.Body.ToString(),
            _ => throw Unknown(function, parameter),
        };
}
