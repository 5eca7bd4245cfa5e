using TestKit;

namespace Infra.Tests;

/// <summary>No file of the repository holds a key.</summary>
public sealed class SecretScanTests
{
    /// <summary>What a build, a package manager or a laptop leaves behind; none of it is in the repository.</summary>
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", ".git", ".vs", ".idea", ".vscode", ".local", ".azure", "artifacts", "TestResults", "published"];

    private static readonly string[] OfALaptop = ["local.settings.json", ".package-fallbacks"];

    public static TheoryData<string> Secrets =>
    [
        $"AccountName=shop;AccountKey={Letters(86)}==;EndpointSuffix=core.windows.net",
        $"Endpoint=sb://shop/;SharedAccessKey={Letters(43)}=",
        $"whsec_{Convert.ToBase64String([.. Enumerable.Range(120, 24).Select(value => (byte)value)])}",
        $"-----BEGIN RSA {"PRIVATE"} KEY-----",
        $"https://shop.blob.core.windows.net/x?sv=2024-11-04&sig={Letters(43)}%3D",
        $"shpss_{new string('a', 32)}",
        $"ck_{new string('0', 40)}",
        $"ghp_{Letters(36)}",
        $"InstrumentationKey={Guid.NewGuid()}",
    ];

    [Fact]
    public void No_file_holds_a_secret()
    {
        var files = Files(RepositoryRoot.Path).ToList();

        files.Count.ShouldBeGreaterThan(500);
        files.SelectMany(file => SecretPatterns.Find(File.ReadAllText(file)).Select(secret => $"{Path.GetRelativePath(RepositoryRoot.Path, file)}: {secret}…")).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_would_be_seen(string text) => SecretPatterns.Find($"before \"{text}\" after").ShouldHaveSingleItem();

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => !OfALaptop.Contains(Path.GetFileName(file)))
            .Concat(Directory.EnumerateDirectories(folder).Where(inner => !NotOurs.Contains(Path.GetFileName(inner))).SelectMany(Files));

    private static string Letters(int count) => new([.. Enumerable.Range(0, count).Select(index => (char)('A' + (index * 7 % 26)))]);
}
