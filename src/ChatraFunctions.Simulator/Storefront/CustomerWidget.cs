using System.Net;
using System.Text.Json.Nodes;

namespace ChatraFunctions.Simulator.Storefront;

/// <summary>
/// The widget's configuration for a customer who is signed in, as the app gives it to the shop's server. The one place that knows its form.
/// </summary>
/// <param name="From">What was asked, to be shown.</param>
/// <param name="Id">For <c>window.ChatraID</c>; <c>null</c> where the app does not say.</param>
/// <param name="Setup">For <c>window.ChatraSetup</c>.</param>
/// <param name="Integration">For <c>window.ChatraIntegration</c>.</param>
internal sealed record CustomerWidget(string From, string? Id, JsonObject Setup, JsonObject Integration)
{
    public static async Task<CustomerWidget> AskAsync(HttpClient app, ShopCustomer customer, CancellationToken cancellationToken)
    {
        var path = $"api/customers/{customer.Id}/widget?format=json";
        using var answer = await app.GetAsync(path, cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound
            ? await BindAsync(app, customer, cancellationToken)
            : Read($"GET /{path}", await ReadAsync(answer, cancellationToken));
    }

    private static CustomerWidget Read(string from, JsonObject body) =>
        new(from, (string?)body["id"], body["setup"]?.DeepClone().AsObject() ?? [], body["integration"]?.DeepClone().AsObject() ?? []);

    /// <summary>An app that does not know of widgets yet: its customer's <c>clientId</c> is all that is needed.</summary>
    private static async Task<CustomerWidget> BindAsync(HttpClient app, ShopCustomer customer, CancellationToken cancellationToken)
    {
        var path = $"api/customers/{customer.Id}/binding";
        using var answer = await app.PutAsync(path, content: null, cancellationToken);
        var body = await ReadAsync(answer, cancellationToken);
        return new($"PUT /{path}", Id: null, new JsonObject { ["clientId"] = body["clientId"]!.DeepClone() }, new JsonObject { ["name"] = customer.FirstName });
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
    }
}
