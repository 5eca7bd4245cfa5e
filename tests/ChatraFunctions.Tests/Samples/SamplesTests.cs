using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using ChatraFunctions.Tests.Configuration;
using ChatraFunctions.Tests.Harness;
using Microsoft.Azure.Functions.Worker;
using TestKit;

namespace ChatraFunctions.Tests.Samples;

/// <summary>samples/ is complete, and works as it is.</summary>
public sealed class SamplesTests(AzuriteFixture azurite)
{
    [Fact]
    public void The_http_file_has_every_endpoint()
    {
        var routes =
            from type in Assembly.Load("ChatraFunctions").GetTypes()
            from method in type.GetMethods()
            from parameter in method.GetParameters()
            let http = parameter.GetCustomAttribute<HttpTriggerAttribute>()
            where http is not null
            select (Method: http.Methods!.Single(), Route: http.Route!);

        routes.Where(route => !HttpFile.Requests.Any(request => request.Method.Equals(route.Method, StringComparison.OrdinalIgnoreCase) && Matches(request.Path, route.Route)))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_webhook_is_taken_and_its_outcome_visible()
    {
        await using var app = await App.StartAsync(
            azurite,
            ("Orders__Shopify__WebhookSecrets__0", SampleSettings.ByName["Orders__Shopify__WebhookSecrets__0"]!),
            ("Orders__WooCommerce__WebhookSecrets__0", SampleSettings.ByName["Orders__WooCommerce__WebhookSecrets__0"]!));
        await app.Api.BindAsync("42");

        foreach (var request in HttpFile.Requests.Where(request => request.Method == "POST" && request.Path?.StartsWith("orders/", StringComparison.Ordinal) == true))
        {
            var headers = request.Headers.Where(header => header.Name != "Content-Type").ToArray();
            var answer = await app.Api.SendAsync("POST", request.Path!, Encoding.UTF8.GetString(request.Body), request.Header("Content-Type"), headers);
            answer.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Accepted);
        }

        foreach (var source in new[] { "shopify", "woocommerce", "cloudevents" })
        {
            var states = await app.Api.OrderAtRestAsync(source, "1001", 6);
            states.Keys.Select(key => key.Split(':')[0]).ShouldBe(["placed", "paid", "shipped", "delivered", "cancelled", "refunded"], ignoreOrder: true);
            states["refunded"].ShouldBe("sent");
            states.Values.ShouldNotContain("skipped");
        }
    }

    private static bool Matches(string? path, string route) =>
        path is not null && Regex.IsMatch(path, $"^{Regex.Replace(route, @"\{\w+\}", "[^/]+", RegexOptions.None, TimeSpan.FromSeconds(1))}$", RegexOptions.None, TimeSpan.FromSeconds(1));
}
