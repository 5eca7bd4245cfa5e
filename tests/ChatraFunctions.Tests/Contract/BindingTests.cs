using System.Net;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>PUT, GET and DELETE /customers/{customerId}/binding.</summary>
public sealed class BindingTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task A_customer_is_bound_once_and_keeps_the_client_id()
    {
        var created = (await _api.BindAsync("once")).ShouldBe(HttpStatusCode.Created);
        var again = (await _api.BindAsync("once", """{"name":"Jane","email":"jane@example.com","phone":"+353 1","locale":"en"}""")).ShouldBe(HttpStatusCode.OK);
        var found = (await _api.GetAsync("customers/once/binding")).ShouldBe(HttpStatusCode.OK);

        created.Json.Count.ShouldBe(2);
        created.Json["customerId"]!.GetValue<string>().ShouldBe("once");
        created.Json["clientId"]!.GetValue<string>().Length.ShouldBeGreaterThanOrEqualTo(32);
        again.Body.ShouldBe(created.Body);
        found.Body.ShouldBe(created.Body);
    }

    [Fact]
    public async Task Client_ids_of_customers_differ_and_a_new_binding_gets_a_new_one()
    {
        var first = (await _api.BindAsync("first")).Json["clientId"]!.GetValue<string>();
        var second = (await _api.BindAsync("second")).Json["clientId"]!.GetValue<string>();
        (await _api.SendAsync("DELETE", "customers/first/binding")).ShouldBe(HttpStatusCode.NoContent).Body.ShouldBeEmpty();
        (await _api.GetAsync("customers/first/binding")).ShouldBeProblem(HttpStatusCode.NotFound);
        var rebound = (await _api.BindAsync("first")).ShouldBe(HttpStatusCode.Created).Json["clientId"]!.GetValue<string>();

        new[] { first, second, rebound }.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Many_at_once_bind_a_customer_to_one_client_id()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _api.BindAsync("contended")));

        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(19);
    }

    [Fact]
    public async Task Nobody_is_bound_before()
    {
        (await _api.GetAsync("customers/unknown/binding")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await _api.SendAsync("DELETE", "customers/unknown/binding")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("gid://shopify/Customer/42")]
    [InlineData("50% off")]
    [InlineData("a#b?c")]
    [InlineData("é 😀")]
    [InlineData("binding")]
    [InlineData("customers")]
    public async Task Any_customer_id_is_one_percent_encoded_segment(string customerId)
    {
        var bound = (await _api.BindAsync(customerId)).ShouldBe(HttpStatusCode.Created);
        var found = (await _api.GetAsync($"customers/{Uri.EscapeDataString(customerId)}/binding")).ShouldBe(HttpStatusCode.OK);

        bound.Json["customerId"]!.GetValue<string>().ShouldBe(customerId);
        found.Body.ShouldBe(bound.Body);
    }

    [Fact]
    public async Task Wrong_details_are_named_and_bind_nobody()
    {
        var answer = await _api.BindAsync("faulty", """{"name":1,"email":["a"],"phone":{},"locale":true}""");

        answer.ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(["/name", "/email", "/phone", "/locale"], ignoreOrder: true);
        (await _api.GetAsync("customers/faulty/binding")).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_id_too_long_for_a_key_is_refused_when_bound_and_unknown_when_asked_for()
    {
        var id = new string('x', 2000);

        (await _api.BindAsync(id)).ShouldBeProblem(HttpStatusCode.BadRequest);
        (await _api.GetAsync($"customers/{id}/binding")).ShouldBeProblem(HttpStatusCode.NotFound);
    }
}
