using System.Reflection.PortableExecutable;

namespace Infra.Tests;

/// <summary>What <c>azd deploy</c> uploads.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly DirectoryInfo _workplace = Directory.CreateTempSubdirectory("chatra-publish-");

    [Fact]
    public async Task The_app_is_published_with_host_json_and_without_a_laptops_settings()
    {
        var published = await PublishedApp.CreateAsync(_workplace.FullName, TestContext.Current.CancellationToken);

        var files = Directory.EnumerateFiles(published, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(published, file)).ToList();
        File.ReadAllText(Path.Combine(published, "host.json")).ShouldBe(InfraFiles.Read("host.json"), StringCompareShould.IgnoreLineEndings);
        files.ShouldNotContain(file => Path.GetFileName(file).Contains("settings", StringComparison.OrdinalIgnoreCase));
        foreach (var ours in new[] { "ChatraFunctions.dll", "ChatraFunctions.Core.dll", "Chatra.Api.dll", "Chatra.Widget.dll" })
            IsCompiledAhead(Path.Combine(published, ours)).ShouldBeTrue(ours);
    }

    public void Dispose() => _workplace.Delete(recursive: true);

    /// <summary>ReadyToRun: a cold start need not wait for the JIT.</summary>
    private static bool IsCompiledAhead(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(assembly));
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
