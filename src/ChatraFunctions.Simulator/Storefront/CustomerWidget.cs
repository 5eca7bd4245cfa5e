using System.Text.Json.Nodes;

namespace ChatraFunctions.Simulator.Storefront;

/// <summary>
/// The widget's configuration for a customer who is signed in, as the app gives it to the shop's server. The one place that knows its form.
/// There is none but the app's: the page does without, rather than make something up.
/// </summary>
/// <param name="From">What was asked, to be shown.</param>
/// <param name="Id">For <c>window.ChatraID</c>.</param>
/// <param name="Setup">For <c>window.ChatraSetup</c>.</param>
/// <param name="Integration">For <c>window.ChatraIntegration</c>.</param>
internal sealed record CustomerWidget(string From, string Id, JsonObject Setup, JsonObject Integration)
{
    /// <exception cref="HttpRequestException">The app does not answer as it should.</exception>
    public static async Task<CustomerWidget> AskAsync(HttpClient app, ShopCustomer customer, CancellationToken cancellationToken)
    {
        var path = $"api/customers/{customer.Id}/widget?format=json";
        using var answer = await app.GetAsync(path, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
        return new($"GET /{path}", (string)body["id"]!, body["setup"]!.DeepClone().AsObject(), body["integration"]?.DeepClone().AsObject() ?? []);
    }
}
