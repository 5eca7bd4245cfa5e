namespace Azure.Data.Tables.Connection;

/// <summary>
/// The forms that users meet: development storage, an account's key with the cloud's or with explicit endpoints, a shared access
/// signature.
/// </summary>
internal sealed class ConnectionString
{
    /// <summary>The emulator's well-known account: public, the same on every machine.</summary>
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int EmulatorPort = 10002;

    private readonly Dictionary<string, string> _parts;

    public ConnectionString(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        _parts = connectionString
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(Pair)
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        if (!HasAddress || (SharedKey() is null && SharedAccessSignature() is null))
            throw new ArgumentException(
                "The connection string names no account, or no key or signature for it.",
                nameof(connectionString));
    }

    private bool IsEmulator => bool.TryParse(Part("UseDevelopmentStorage"), out var isEmulator) && isEmulator;

    private bool HasAddress => IsEmulator || Part("TableEndpoint") is not null || Part("AccountName") is not null;

    public Uri Endpoint()
    {
        if (IsEmulator)
            return new Uri(
                $"{Part("DevelopmentStorageProxyUri")?.TrimEnd('/') ?? "http://127.0.0.1"}:{EmulatorPort}/{EmulatorAccount}");

        var protocol = Part("DefaultEndpointsProtocol") ?? "https";
        var suffix = Part("EndpointSuffix") ?? "core.windows.net";
        return new Uri(Part("TableEndpoint") ?? $"{protocol}://{Part("AccountName")}.table.{suffix}/");
    }

    /// <summary>Null where the string carries a shared access signature.</summary>
    public TableSharedKeyCredential SharedKey()
    {
        if (IsEmulator)
            return new TableSharedKeyCredential(EmulatorAccount, EmulatorKey);

        return Part("AccountName") is { } account && Part("AccountKey") is { } key
            ? new TableSharedKeyCredential(account, key)
            : null;
    }

    public AzureSasCredential SharedAccessSignature() =>
        Part("SharedAccessSignature") is { } signature ? new AzureSasCredential(signature) : null;

    private string Part(string name) => _parts.GetValueOrDefault(name);

    private static KeyValuePair<string, string> Pair(string part) =>
        part.IndexOf('=', StringComparison.Ordinal) is > 0 and var split
            ? new(part[..split].Trim(), part[(split + 1)..].Trim())
            : throw new InvalidOperationException($"Connection string doesn't have value for keyword '{part}'.");
}
