namespace TestKit;

/// <summary>The folder with the solution, found upward from where the tests run.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "ChatraFunctions.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"ChatraFunctions.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
