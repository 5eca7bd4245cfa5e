namespace TestKit;

/// <summary>The real requests in <c>tests/Payloads</c>.</summary>
public static class Payloads
{
    public static string Path(string relativePath) => RepositoryRoot.Combine("tests", "Payloads", relativePath);

    public static string Read(string relativePath) => File.ReadAllText(Path(relativePath));
}
