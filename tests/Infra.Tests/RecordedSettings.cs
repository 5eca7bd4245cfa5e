using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace Infra.Tests;

/// <summary>Settings that note under which names the code asks for them, in the environment's spelling.</summary>
internal sealed class RecordedSettings(IEnumerable<KeyValuePair<string, string>> settings) : ConfigurationProvider, IConfigurationSource
{
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Asked => [.. _asked.Keys];

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        foreach (var (name, value) in settings)
            Data[name.Replace("__", ":", StringComparison.Ordinal)] = value;
    }

    public override bool TryGet(string key, out string? value)
    {
        _asked[key.Replace(":", "__", StringComparison.Ordinal)] = true;
        return base.TryGet(key, out value);
    }
}
