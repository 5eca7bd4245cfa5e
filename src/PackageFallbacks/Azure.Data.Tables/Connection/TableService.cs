using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Connection;

/// <summary>An account's table service: where it is, and the pipeline that authorizes and retries requests to it.</summary>
internal sealed class TableService
{
    private const string StorageScope = "https://storage.azure.com/.default";
    private const string Json = "application/json;odata=minimalmetadata";

    private readonly HttpPipeline _pipeline;

    private TableService(Uri endpoint, string accountName, TableClientOptions options, HttpPipelinePolicy authorization)
    {
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        AccountName = accountName;
        Version = options.VersionHeader;
        _pipeline = HttpPipelineBuilder.Build(
            new HttpPipelineOptions(options)
            {
                PerRetryPolicies = { authorization },
                RequestFailedDetailsParser = ODataErrors.Parser,
            });
    }

    public Uri Endpoint { get; }

    public string AccountName { get; }

    public string Version { get; }

    public static TableService By(string connectionString, TableClientOptions options)
    {
        var parsed = new ConnectionString(connectionString);
        return parsed.SharedKey() is { } key
            ? By(parsed.Endpoint(), key, options)
            : By(parsed.Endpoint(), parsed.SharedAccessSignature(), options);
    }

    public static TableService By(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new TableService(
            endpoint,
            credential.AccountName,
            options,
            new SharedKeyLitePolicy(credential, TimeProvider.System));
    }

    public static TableService By(Uri endpoint, AzureSasCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new TableService(endpoint, AccountIn(endpoint), options, new SasPolicy(credential));
    }

    /// <summary>The policy refuses to send a token over http.</summary>
    public static TableService By(Uri endpoint, TokenCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new TableService(
            endpoint,
            AccountIn(endpoint),
            options,
            new BearerTokenAuthenticationPolicy(credential, StorageScope));
    }

    /// <param name="path">Below the endpoint, escaped where it must be.</param>
    public Uri Address(string path) => new($"{Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");

    public HttpMessage Message(RequestMethod method, string path)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(Address(path));
        message.Request.Headers.Add("x-ms-version", Version);
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("Accept", Json);
        return message;
    }

    /// <exception cref="RequestFailedException">The answer is an error other than <paramref name="tolerated"/>.</exception>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken, int? tolerated = null)
    {
        await _pipeline.SendAsync(message, cancellationToken);
        var response = message.Response;
        return response.IsError && response.Status != tolerated ? throw new RequestFailedException(response) : response;
    }

    /// <summary>The first label of a cloud's host name; the first segment of the path where it is an address.</summary>
    private static string AccountIn(Uri endpoint) =>
        endpoint.HostNameType == UriHostNameType.Dns && endpoint.Host.Contains('.', StringComparison.Ordinal)
            ? endpoint.Host.Split('.')[0]
            : endpoint.AbsolutePath.Trim('/').Split('/')[0];
}
