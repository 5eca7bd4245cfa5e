using System.Reflection;
using System.Text.RegularExpressions;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using Infra.Tests.Bicep;

namespace Infra.Tests;

/// <summary>With an identity the app creates no queue, table or container: what it names has to be there.</summary>
public sealed partial class StorageTests
{
    private const string Account = "Microsoft.Storage/storageAccounts";

    [Fact]
    public void It_creates_every_queue_that_the_code_names_with_its_poison_twin_and_no_other()
    {
        var queues = Constants(typeof(QueueNames));

        InfraFiles.Created($"{Account}/queueServices/queues").ShouldBe(queues.Concat(queues.Select(QueueNames.Poison)), ignoreOrder: true);
    }

    [Fact]
    public void It_creates_every_table_that_the_code_names_and_no_other() =>
        InfraFiles.Created($"{Account}/tableServices/tables").ShouldBe(Constants(typeof(TableNames)), ignoreOrder: true);

    [Fact]
    public void It_creates_every_container_that_the_code_names_and_one_for_the_code_itself() =>
        InfraFiles.Created($"{Account}/blobServices/containers").ShouldBe([.. Constants(typeof(ContainerNames)), "app-package"], ignoreOrder: true);

    [Fact]
    public void The_lifecycle_deletes_what_the_README_says_and_nothing_else()
    {
        var prefixes = Resource($"{Account}/managementPolicies").Body.Descendants()
            .Single(node => node.Type == "object_property" && node.Children[0].Text == "prefixMatch").Children[^1];
        var values = InfraFiles.Values(InfraFiles.Named("storage"));

        var said = InfraFiles.Read("README.md").Split("- **Clear out.**")[1].Split("\n\n")[0];
        values.Items(prefixes).Select(values.Text)
            .ShouldBe(Prefix().Matches(said).Select(match => match.Groups["prefix"].Value), ignoreOrder: true);
    }

    [Theory]
    [InlineData("allowSharedKeyAccess", "false")]
    [InlineData("allowBlobPublicAccess", "false")]
    [InlineData("supportsHttpsTrafficOnly", "true")]
    [InlineData("minimumTlsVersion", "'TLS1_2'")]
    public void The_account_is_closed_to_keys_to_the_public_and_to_old_protocols(string property, string value) =>
        Resource(Account).Body.Property("properties", property)!.Text.ShouldBe(value);

    private static BicepResource Resource(string type) => InfraFiles.Named("storage").Resources().Single(resource => resource.Type == type);

    private static List<string> Constants(Type type) =>
    [
        .. type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    [GeneratedRegex("`(?<prefix>chatra-payloads/[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}
