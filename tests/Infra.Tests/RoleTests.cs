namespace Infra.Tests;

/// <summary>Who may do what: nobody has more than this list says, and nobody less.</summary>
public sealed class RoleTests
{
    private const string App = "identity.properties.principalId";
    private const string Operator = "operatorId";

    private static readonly (string Role, string Scope, string Principal)[] Needed =
    [
        ("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "storage", App), // Storage Blob Data Owner: what AzureWebJobsStorage asks for
        ("974c5e8b-45b9-4653-ba55-5f855dd0fb88", "storage", App), // Storage Queue Data Contributor
        ("0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "storage", App), // Storage Table Data Contributor
        ("4633458b-17de-408a-b874-0445c86b69e6", "vault", App), // Key Vault Secrets User
        ("3913510d-42f4-4e42-8a64-420c390055eb", "insights", App), // Monitoring Metrics Publisher
        ("ba92f5b4-2d11-453d-a403-e96b0029c9fe", "templates", Operator), // Storage Blob Data Contributor, on the container of the message texts
        ("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "vault", Operator), // Key Vault Secrets Officer
    ];

    [Fact]
    public void Role_assignments_are_exactly_the_ones_needed()
    {
        var given =
            from file in InfraFiles.All
            from resource in file.Resources()
            where resource.Type == "Microsoft.Authorization/roleAssignments"
            let role = resource.Body.Property("properties", "roleDefinitionId")!.Children[^1].Children[^1]
            select (InfraFiles.Values(file).Text(role), resource.Body.Property("scope")!.Text, resource.Body.Property("properties", "principalId")!.Text);

        given.ShouldBe(Needed, ignoreOrder: true);
    }

    [Fact]
    public void The_app_is_given_its_rights_before_it_starts()
    {
        var app = InfraFiles.Main.Root.Children.Single(node => node.Type == "module_declaration" && node.Children[0].Text == "functions");

        app.Children[^1].Property("dependsOn")!.Children.Select(node => node.Text).ShouldContain("roles");
    }
}
