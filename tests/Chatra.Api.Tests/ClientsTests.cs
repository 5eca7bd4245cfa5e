using System.Text.Json;
using Chatra.Api.Tests.Fixtures;
using ChatraFunctions.Simulator.RestApi;

namespace Chatra.Api.Tests;

/// <summary>Visitors, against the simulator over real sockets.</summary>
public sealed class ClientsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Visitor_is_known_once_something_was_sent_to_them()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var client = Client.For(chatra.BaseUrl);
        (await FailAsync(() => client.Clients.GetAsync("client-1", Cancellation))).Kind.ShouldBe(ChatraErrorKind.NotFound);
        (await FailAsync(() => client.Clients.UpdateAsync("client-1", new() { Name = "Jane" }, Cancellation))).Kind.ShouldBe(ChatraErrorKind.NotFound);

        await client.PushedMessages.CreateAsync(new("client-1", "shipped"), Cancellation);

        var visitor = await client.Clients.GetAsync("client-1", Cancellation);
        (visitor.Id, visitor.DisplayedName, visitor.BasicInfo).ShouldBe(("client-1", "Dark Orange", new BasicInfo()));
    }

    [Fact]
    public async Task Change_that_is_named_is_made_and_every_other_property_stays()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        chatra.Inside<Visitors>().Meet("client-1");
        var clients = Client.For(chatra.BaseUrl).Clients;

        await clients.UpdateAsync("client-1", new() { Name = "Jane", Email = "jane@shop.example", Phone = "1", Notes = "new" }, Cancellation);
        var visitor = await clients.UpdateAsync("client-1", new() { Email = Change.Remove, Notes = Change.To("old"), Name = Change.Keep }, Cancellation);

        visitor.BasicInfo.ShouldBe(new BasicInfo { Name = "Jane", Phone = "1", Notes = "old" });
        visitor.DisplayedName.ShouldBe("Jane");
        visitor.Info!.Keys.ShouldBe(["name", "phone", "notes"]);
        (await clients.GetAsync("client-1", Cancellation)).BasicInfo.ShouldBe(visitor.BasicInfo);
    }

    [Fact]
    public async Task What_the_visitor_filled_in_goes_before_what_the_site_says_and_removing_it_brings_that_back()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        chatra.Inside<Visitors>().Add(Visitor.Known(Json.Object(Payload.Read("clients-get-response"))));
        var clients = Client.For(chatra.BaseUrl).Clients;
        const string id = "vfg1y4h4ioapl1cx0trw1mujk6den021zs9b2q8";

        var renamed = await clients.UpdateAsync(id, new() { Name = "Jane Doe" }, Cancellation);
        (renamed.DisplayedName, renamed.Info!["name"].GetString(), renamed.IntegrationData!["name"].GetString()).ShouldBe(("Jane Doe", "Jane Doe", "Jane"));
        renamed.Info["order"].GetString().ShouldBe("#151254");

        var back = await clients.UpdateAsync(id, new() { Name = Change.Remove }, Cancellation);
        (back.DisplayedName, back.Info!["name"].GetString(), back.BasicInfo!.Name).ShouldBe(("Jane", "Jane", null));
    }

    [Theory]
    [InlineData("[]", "Invalid data format")]
    [InlineData("""{"email":7}""", "email must be a non-empty string")]
    [InlineData("""{"name":"Jane","notes":""}""", "notes must be a non-empty string")]
    public async Task Change_that_breaks_the_documentation_is_refused_and_nothing_is_changed(string body, string reason)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        chatra.Inside<Visitors>().Meet("client-1");

        using var response = await chatra.PutAsync("clients/client-1", body);

        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBeJson($$"""{"status":400,"message":"{{reason}}"}""");
        (await Client.For(chatra.BaseUrl).Clients.GetAsync("client-1", Cancellation)).BasicInfo.ShouldBe(new BasicInfo());
    }

    [Fact]
    public async Task Nothing_to_change_is_refused_before_a_request_is_spent()
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        await Should.ThrowAsync<ArgumentException>(
            () => Client.For(chatra.BaseUrl).Clients.UpdateAsync("client-1", new ClientChanges { Email = Change.Keep }, Cancellation));

        (await chatra.RequestsAsync()).Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("keep", "{}")]
    [InlineData("remove", """{"name":null,"email":null,"phone":null,"notes":null}""")]
    [InlineData("set", """{"name":"","email":"x","phone":"x","notes":"x"}""")]
    public void Absent_and_null_are_told_apart_in_what_is_sent(string what, string json)
    {
        var (first, other) = what switch
        {
            "keep" => (Change.Keep, Change.Keep),
            "remove" => (Change.Remove, Change.Remove),
            _ => (Change.To(""), (Change)"x"),
        };

        JsonSerializer.Serialize(new ClientChanges { Name = first, Email = other, Phone = other, Notes = other }, ChatraJson.Default.ClientChanges)
            .ShouldBeJson(json);
    }

    [Fact]
    public void Null_is_not_taken_for_any_change()
    {
        string? missing = null;

        Should.Throw<ArgumentNullException>(() => new ClientChanges { Email = missing! });
        Should.Throw<ArgumentNullException>(() => Change.To(missing!));
    }

    private static Task<ChatraApiException> FailAsync(Func<Task> call) => Should.ThrowAsync<ChatraApiException>(call);
}
