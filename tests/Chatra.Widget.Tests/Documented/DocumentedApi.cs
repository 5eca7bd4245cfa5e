namespace Chatra.Widget.Tests.Documented;

/// <summary>The documentation's own lists.</summary>
internal static class DocumentedApi
{
    private static readonly string[][] Lines = Read();

    /// <summary>Name and type, in the documentation's order.</summary>
    public static IReadOnlyList<(string Name, string Type)> Settings { get; } = Of("setting");

    /// <summary>Name and signature, in the documentation's order.</summary>
    public static IReadOnlyList<(string Name, string Signature)> Methods { get; } = Of("method");

    private static (string, string)[] Of(string kind) => [.. Lines.Where(line => line[0] == kind).Select(line => (line[1], line[2]))];

    private static string[][] Read()
    {
        using var reader = new StreamReader(typeof(DocumentedApi).Assembly.GetManifestResourceStream("javascript-api.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('\t')).Where(line => line.Length == 3)];
    }
}
