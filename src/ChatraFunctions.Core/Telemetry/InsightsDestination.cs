using System.Data.Common;
using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Metrics;

namespace ChatraFunctions.Telemetry;

/// <summary>
/// Application Insights, by the two settings that the Functions host reads as well:
/// https://learn.microsoft.com/azure/azure-functions/functions-app-settings#applicationinsights_authentication_string
/// </summary>
internal sealed class InsightsDestination
{
    private const string Connection = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    private readonly string _connection;
    private readonly TokenCredential? _credential;

    private InsightsDestination(string connection, TokenCredential? credential) => (_connection, _credential) = (connection, credential);

    /// <returns>Null when there is no Application Insights.</returns>
    /// <exception cref="SettingException">A setting makes no sense; the message names it.</exception>
    public static InsightsDestination? Read(IConfiguration configuration)
    {
        var credential = configuration[Authentication] is { Length: > 0 } way ? Credential(Parse(Authentication, way)) : null;
        if (configuration[Connection] is not { Length: > 0 } connection)
            return null;

        return Parse(Connection, connection).ContainsKey("InstrumentationKey")
            ? new InsightsDestination(connection, credential)
            : throw new SettingException($"{Connection}: must have an InstrumentationKey");
    }

    public void AddTo(MeterProviderBuilder metrics) => metrics.AddAzureMonitorMetricExporter(options =>
    {
        options.ConnectionString = _connection;
        options.Credential = _credential;
    });

    private static TokenCredential Credential(DbConnectionStringBuilder parts)
    {
        if (!parts.TryGetValue("Authorization", out var way) || way is not "AAD")
            throw new SettingException($"{Authentication}: must be Authorization=AAD, with a ClientId where the identity is one of several");

        return parts.TryGetValue("ClientId", out var clientId)
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId((string)clientId))
            : new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned);
    }

    private static DbConnectionStringBuilder Parse(string setting, string value)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = value };
        }
        catch (ArgumentException exception)
        {
            throw new SettingException($"{setting}: must be name=value pairs with semicolons between them", exception);
        }
    }
}
