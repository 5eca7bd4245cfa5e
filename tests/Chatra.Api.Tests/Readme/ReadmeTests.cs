using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests.Readme;

/// <summary>The README's tables are the documentation's, all of it, and the code's; its examples compile.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] DocumentedEndpoints =
    [
        "POST /messages/", "GET /messages/:id", "PUT /messages/:id", "DELETE /messages/:id",
        "POST /pushedMessages/", "GET /pushedMessages/:id", "PUT /pushedMessages/:id", "DELETE /pushedMessages/:id",
        "GET /clients/:id", "PUT /clients/:id",
        "chatStarted", "chatFragment", "chatTranscript",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>From the table of errors: statuses and the kind they are said to be.</summary>
    public static TheoryData<int, string> Statuses => [.. ReadmeText.Rows("what happened")
        .SelectMany(row => Status().Matches(row[0]).Select(status => (int.Parse(status.Value, CultureInfo.InvariantCulture), Code(row[1]))))];

    [Fact]
    public void Every_documented_endpoint_and_webhook_is_there_with_a_member_that_exists()
    {
        var rows = ReadmeText.Rows("documented");

        rows.Select(row => Code(row[0])).ShouldBe(DocumentedEndpoints, ignoreOrder: true);
        foreach (var member in rows.Select(row => Code(row[1]).Split('.')))
        {
            var type = typeof(ChatraClient).Assembly.GetType($"Chatra.Api.{member[0]}").ShouldNotBeNull(member[0]);
            if (member is [_, var method])
                type.GetMethod(method).ShouldNotBeNull(method);
        }
    }

    [Fact]
    public void Every_example_of_the_documentation_is_walked()
    {
        var files = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Payloads", "chatra-api"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Concat(["../chatStarted", "../chatFragment", "../chatTranscript"]);

        DocumentedFields.ExampleNames.ShouldBe(files, ignoreOrder: true);
    }

    [Fact]
    public void Every_documented_field_is_there_and_no_other()
    {
        var rows = ReadmeText.Rows("here");

        var fields = rows.Select(row => Code(row[0])).ToList();
        DocumentedFields.All().Except(fields).ShouldBeEmpty();
        fields.Except(DocumentedFields.All()).ShouldBeEmpty();
        fields.ShouldBeUnique();
        rows.Select(row => Code(row[1])).ShouldBe(rows.Select(row => JsonNamingPolicy.CamelCase.ConvertName(Code(row[0]).Split('.')[1])));
    }

    [Fact]
    public void Every_property_of_the_models_is_there()
    {
        var listed = ReadmeText.Rows("here").Select(row => Code(row[0])).ToHashSet();

        var properties = listed.Select(field => field.Split('.')[0]).Distinct()
            .SelectMany(model => typeof(ChatraClient).Assembly.GetType($"Chatra.Api.{model}")!.GetProperties())
            .Where(property => property.Name != "Unknown")
            .Select(property => $"{property.ReflectedType!.Name}.{property.Name}");

        properties.ShouldBe(listed, ignoreOrder: true);
    }

    [Fact]
    public void Every_kind_of_error_is_there() =>
        ReadmeText.Rows("what happened").Select(row => Code(row[1])).ShouldBe(Enum.GetNames<ChatraErrorKind>(), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Status_is_of_the_kind_the_table_says(int status, string kind)
    {
        await using var chatra = await ReplayedChatra.StartAsync(status, "{}");

        var error = await Should.ThrowAsync<ChatraApiException>(() => Client.For(chatra.BaseUrl).Clients.GetAsync("v", Cancellation));

        ($"{error.Kind}", error.Status).ShouldBe((kind, (HttpStatusCode)status));
    }

    [Fact]
    public void Examples_are_code_that_compiles()
    {
        var compiled = ReadmeText.Normal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readme", "ReadmeExamples.cs")));
        // An example may hold the bodies of two methods, parted by an empty line.
        var parts = ReadmeText.Examples.SelectMany(example => example.Split("\n\n")).Select(ReadmeText.Normal).ToList();

        parts.Count.ShouldBeGreaterThanOrEqualTo(6);
        parts.ShouldAllBe(part => compiled.Contains(part));
    }

    private static string Code(string cell) => Backticked().Match(cell).Groups["code"].Value;

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Backticked();

    [GeneratedRegex("\\b[1-5][0-9][0-9]\\b", RegexOptions.NonBacktracking)]
    private static partial Regex Status();
}
