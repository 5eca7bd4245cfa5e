using System.Net;
using System.Security.Cryptography;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>POST /orders/cloudevents with two secrets: signed as Standard Webhooks has it.</summary>
public sealed class SignedOrderTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly string Old = Secret(24);
    private static readonly string New = Secret(32);

    private App? _app;

    private Api Api => _app!.Api;

    public async ValueTask InitializeAsync() => _app = await App.StartAsync(
        azurite,
        ("Orders__CloudEvents__WebhookSecrets__0", Old),
        ("Orders__CloudEvents__WebhookSecrets__1", New));

    public ValueTask DisposeAsync() => _app!.DisposeAsync();

    [Fact]
    public async Task Signed_events_are_accepted_in_both_modes_under_either_secret_and_all_others_are_401()
    {
        var now = DateTimeOffset.UtcNow;
        var body = OrderEvents.Shipped("1", "c").ToJsonString();

        (await PostAsync(body, StandardWebhook.Sign(Old, body, now))).ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync(body, StandardWebhook.Sign(New, body, now))).ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync(body, StandardWebhook.Sign(New, body, now.AddMinutes(-4)))).ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync(body, Several(body, now))).ShouldBe(HttpStatusCode.Accepted);
        (await PostBinaryAsync(now)).ShouldBe(HttpStatusCode.Accepted);

        (await PostAsync(body, [])).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await PostAsync(body, StandardWebhook.Sign(Secret(24), body, now))).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await PostAsync(body + " ", StandardWebhook.Sign(Old, body, now))).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await PostAsync(body, StandardWebhook.Sign(Old, body, now.AddMinutes(-6)))).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await PostAsync(body, StandardWebhook.Sign(Old, body, now.AddMinutes(6)))).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await PostAsync(body, [.. StandardWebhook.Sign(Old, body, now)[..2], ("webhook-signature", "v1,AAAA v2,x nonsense")])).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await PostAsync("not json", [])).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await PostAsync("not json", StandardWebhook.Sign(Old, "not json", now))).ShouldBeProblem(HttpStatusCode.BadRequest);
    }

    private Task<Answer> PostAsync(string body, (string, string)[] headers) =>
        Api.SendAsync("POST", "orders/cloudevents", body, "application/cloudevents+json", headers);

    private Task<Answer> PostBinaryAsync(DateTimeOffset now)
    {
        const string data = """{"orderId":"2","clientId":"c"}""";
        (string, string)[] attributes = [("ce-specversion", "1.0"), ("ce-id", "e 2"), ("ce-source", "/shop"), ("ce-type", "order.paid")];
        return Api.SendAsync("POST", "orders/cloudevents", data, "application/json", [.. attributes, .. StandardWebhook.Sign(Old, data, now)]);
    }

    /// <summary>While a secret is rotated, a sender signs with both.</summary>
    private static (string, string)[] Several(string body, DateTimeOffset at) =>
        [.. StandardWebhook.Stamp(at), ("webhook-signature", $"v1,{Convert.ToBase64String(new byte[32])} {StandardWebhook.Signature(New, body, at)}")];

    private static string Secret(int bytes) => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));
}
