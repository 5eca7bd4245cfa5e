using System.Text.Json;

namespace DevTool.Running;

/// <summary>The function key that the user has set, in the environment or in <c>local.settings.json</c>, as the functions read it.</summary>
internal static class LocalFunctionKey
{
    private const string Prefix = "LocalHost__FunctionKeys__";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <returns>Any of them; null when none is set, and then none is asked for.</returns>
    public static string? Find(Repository repository) => InEnvironment() ?? InFile(repository.Path("local.settings.json"));

    private static string? InEnvironment() => Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(IsKey).Order(StringComparer.Ordinal).Select(Environment.GetEnvironmentVariable).FirstOrDefault();

    /// <summary>A file that cannot be read stops the functions, with a line that says why.</summary>
    private static string? InFile(string path)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            return document.RootElement.TryGetProperty("Values", out var values)
                ? values.EnumerateObject().Where(value => IsKey(value.Name)).Select(value => value.Value.GetString()).FirstOrDefault()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsKey(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
}
