using Chatra.Widget.Tests.Documented;
using Chatra.Widget.Tests.Methods;
using Chatra.Widget.Tests.Setup;

namespace Chatra.Widget.Tests.Readme;

/// <summary>
/// The README's tables are the documentation's lists, whole and in order; what they say of each is what the cases do, which the other tests
/// run: typed and rendered in this process, seen in a browser. Its examples compile.
/// </summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Every_setting_is_typed_rendered_and_seen()
    {
        var rows = ReadmeText.Rows("setting");

        rows.Select(row => Code(row[0])).ShouldBe(DocumentedApi.Settings.Select(setting => setting.Name));
        foreach (var (row, each) in rows.Zip(SettingCases.All))
            row.ShouldBe([$"`{each.Name}`", $"`{Pascal(each.Name)}`: {each.Rule}", $"`{each.Rendered}`", each.Seen]);
    }

    [Fact]
    public void Every_method_is_typed_rendered_and_seen()
    {
        var rows = ReadmeText.Rows("method");

        rows.Select(row => Code(row[0])).ShouldBe(DocumentedApi.Methods.Select(method => method.Name));
        foreach (var (row, each) in rows.Zip(MethodCases.All))
            row.ShouldBe([$"`{each.Name}`", $"`{Pascal(each.Name)}`", $"`{each.Rendered}`", each.Seen]);
    }

    [Fact]
    public void Every_case_of_the_tables_is_run_in_the_browser()
    {
        Browser.SettingInBrowserTests.Names.Select(row => row.Data).ShouldBe(DocumentedApi.Settings.Select(setting => setting.Name));
        Browser.MethodInBrowserTests.Names.Select(row => row.Data).ShouldBe(DocumentedApi.Methods.Select(method => method.Name));
    }

    [Fact]
    public void Examples_are_code_that_compiles()
    {
        var compiled = ReadmeText.Normal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readme", "ReadmeExamples.cs")));
        var parts = ReadmeText.Examples.SelectMany(example => example.Split("\n\n")).Select(ReadmeText.Normal).ToList();

        parts.Count.ShouldBeGreaterThanOrEqualTo(4);
        parts.ShouldAllBe(part => compiled.Contains(part));
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Code(string cell) => cell.Trim('`');
}
