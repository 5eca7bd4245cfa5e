using System.Text.Json;
using Chatra.Api.Tests.Fixtures;
using ChatraFunctions.Simulator.RestApi;

namespace Chatra.Api.Tests.Documented;

/// <summary>Every example of <c>clients</c> in Chatra's documentation, both ways.</summary>
public sealed class DocumentedClientsTests
{
    private const string Id = "vfg1y4h4ioapl1cx0trw1mujk6den021zs9b2q8";
    private const string Email = "[email protected]";

    private static readonly ClientChanges SetAll = new()
    {
        Name = "Jane Doe",
        Email = Email,
        Phone = "+353 1 568 4258",
        Notes = "Loves skinny jeans",
    };

    private static readonly ClientChanges RemoveEmail = new() { Email = Change.Remove, Phone = "+353 1 568 7922" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_reads_the_documented_answer_to_the_last_field()
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, Payload.Read("clients-get-response"));

        var client = await Client.For(chatra.BaseUrl).Clients.GetAsync(Id, Cancellation);

        var request = chatra.Requests.ShouldHaveSingleItem();
        (request.Method, request.Target, request.Body).ShouldBe(("GET", $"/api/clients/{Id}", ""));
        (client.Id, client.ChatId, client.DisplayedName, client.Country, client.City).ShouldBe((Id, "aC4krWMZWLYzz9sKZ", "Jane", "Ireland", "Dublin"));
        client.LatestVisit!.FinishedAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1442233410389));
        client.LatestVisit.ViewedPages!.Select(page => page.Link).ShouldBe(["http://getwear.com/", "http://getwear.com/women/151254/"]);
        client.BasicInfo.ShouldBe(new BasicInfo { Phone = "+353 1 568 4258", Notes = "Loves skinny jeans" });
        client.CustomFormData!["order"].GetString().ShouldBe("#151254");
        client.IntegrationData!["Cart"].GetString().ShouldBe("Washed skinny jeans for women, $99");
        client.Info!["email"].GetString().ShouldBe(Email);
        ShouldHoldAllOf(client, Payload.Read("clients-get-response"));
    }

    [Fact]
    public async Task Update_sends_the_documented_requests_and_reads_the_documented_answer()
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, Payload.Read("clients-put-response"));
        var clients = Client.For(chatra.BaseUrl).Clients;

        await clients.UpdateAsync(Id, SetAll, Cancellation);
        var client = await clients.UpdateAsync(Id, RemoveEmail, Cancellation);

        chatra.Requests.Select(request => $"{request.Method} {request.Target} {request.Headers["Content-Type"]}").Distinct()
            .ShouldBe([$"PUT /api/clients/{Id} application/json"]);
        chatra.Requests[0].Body.ShouldBeJson(Payload.Read("clients-put-request"));
        chatra.Requests[1].Body.ShouldBeJson(Payload.Read("clients-put-request-remove"));
        client.BasicInfo.ShouldBe(new BasicInfo { Name = "Jane Doe", Phone = "+353 1 568 7922", Notes = "Loves skinny jeans" });
        (client.DisplayedName, client.CustomFormData).ShouldBe(("Jane Doe", null));
        ShouldHoldAllOf(client, Payload.Read("clients-put-response"));
    }

    [Fact]
    public async Task Simulator_shows_the_documented_visitor_as_documented()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var documented = Json.Object(Payload.Read("clients-get-response"));
        chatra.Inside<Visitors>().Add(Visitor.Known(documented));

        var shown = await chatra.Http.GetStringAsync($"clients/{Id}", Cancellation);

        Json.Object(shown).ToJsonString().ShouldBe(documented.ToJsonString());
    }

    /// <summary>The documented answer shows no form data, so its visitor is taken not to have any.</summary>
    [Fact]
    public async Task Simulator_merges_the_documented_changes_as_documented()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var before = Json.Object(Payload.Read("clients-get-response"));
        before.Remove("customFormData");
        chatra.Inside<Visitors>().Add(Visitor.Known(before));

        using var first = await chatra.PutAsync($"clients/{Id}", Payload.Read("clients-put-request"));
        using var second = await chatra.PutAsync($"clients/{Id}", Payload.Read("clients-put-request-remove"));

        first.EnsureSuccessStatusCode();
        Json.Object(await second.Content.ReadAsStringAsync(Cancellation)).ToJsonString()
            .ShouldBe(Json.Object(Payload.Read("clients-put-response")).ToJsonString());
    }

    /// <summary>Written again, the model is the documented JSON: no field is lost, and none is left over as unknown.</summary>
    private static void ShouldHoldAllOf(ChatClient client, string json)
    {
        JsonSerializer.Serialize(client, ChatraJson.Default.ChatClient).ShouldBeJson(json);
        Unknown.In(client).ShouldBeEmpty();
    }
}
