using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.LocalHost;

/// <summary>
/// Function keys as the host takes them: the header <c>x-functions-key</c>, else <c>?code=</c>. With none set, none is asked
/// for, as with Core Tools.
/// </summary>
internal sealed class FunctionKeys
{
    private readonly (byte[] Hash, bool IsMaster)[] _keys;

    /// <exception cref="SettingException">A key is empty.</exception>
    public FunctionKeys(IReadOnlyDictionary<string, string> keys)
    {
        if (keys.FirstOrDefault(key => string.IsNullOrWhiteSpace(key.Value)).Key is { } empty)
            throw new SettingException($"{LocalHostSettings.Section}__{nameof(LocalHostSettings.FunctionKeys)}__{empty}: a function key may not be empty.");

        _keys = [.. keys.Select(key => (Hash(key.Value), IsMaster(key.Key)))];
    }

    public bool Open(HttpRequest request, AuthorizationLevel level) =>
        level == AuthorizationLevel.Anonymous || _keys.Length == 0 || Opens(Given(request), level);

    private static string? Given(HttpRequest request) =>
        request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault();

    /// <summary>Every key is compared, whole and hashed, so that the time taken tells nothing of any of them.</summary>
    private bool Opens(string? given, AuthorizationLevel level)
    {
        if (given is null)
            return false;

        var hash = Hash(given);
        var opens = false;
        foreach (var key in _keys)
            opens |= CryptographicOperations.FixedTimeEquals(key.Hash, hash) & (level != AuthorizationLevel.Admin || key.IsMaster);

        return opens;
    }

    private static bool IsMaster(string name) =>
        name.Equals("_master", StringComparison.OrdinalIgnoreCase) || name.Equals("Admin", StringComparison.OrdinalIgnoreCase);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
