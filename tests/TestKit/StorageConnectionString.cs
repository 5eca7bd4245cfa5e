namespace TestKit;

/// <summary>A connection string with explicit endpoints, taken apart and put together.</summary>
public sealed class StorageConnectionString
{
    private readonly Dictionary<string, string> _parts;

    public StorageConnectionString(string value) =>
        _parts = value
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);

    public StorageConnectionString(string account, string key, Func<StorageService, Uri> endpoint) =>
        _parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["DefaultEndpointsProtocol"] = "http",
            ["AccountName"] = account,
            ["AccountKey"] = key,
            [EndpointName(StorageService.Blob)] = endpoint(StorageService.Blob).AbsoluteUri,
            [EndpointName(StorageService.Queue)] = endpoint(StorageService.Queue).AbsoluteUri,
            [EndpointName(StorageService.Table)] = endpoint(StorageService.Table).AbsoluteUri,
        };

    public string Account => _parts["AccountName"];

    public string Key => _parts["AccountKey"];

    public Uri Endpoint(StorageService service) => new(_parts[EndpointName(service)]);

    public override string ToString() => string.Join(';', _parts.Select(part => $"{part.Key}={part.Value}"));

    private static string EndpointName(StorageService service) => $"{service}Endpoint";
}
