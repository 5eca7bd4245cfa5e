namespace ChatraFunctions.Tests.Samples;

/// <summary>One request of the file.</summary>
internal sealed record HttpFileRequest(string Method, Uri Address, (string Name, string Value)[] Headers, byte[] Body)
{
    /// <summary>Below <c>/api/</c>; null for another program's.</summary>
    public string? Path => Address.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) ? Address.AbsolutePath["/api/".Length..] : null;

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
