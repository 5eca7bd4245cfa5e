namespace Chatra.Api;

/// <summary>The address of one thing of a resource, below the API's root.</summary>
internal static class ResourcePath
{
    /// <exception cref="ArgumentException">It would name another resource.</exception>
    public static string Of(string root, string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        // Dot segments vanish from an address even when percent-encoded (RFC 3986, 5.2.4): it would name the collection.
        if (id is "." or "..")
            throw new ArgumentException("A dot segment is no id.", nameof(id));
        return root + Uri.EscapeDataString(id);
    }
}
