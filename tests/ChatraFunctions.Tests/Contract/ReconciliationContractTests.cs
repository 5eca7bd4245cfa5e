using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>A message that Chatra took without an answer comes back in a webhook.</summary>
public sealed class ReconciliationContractTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan ClaimTimeout = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("Resend", "sending")]
    [InlineData("Hold", "failed")]
    public async Task Message_that_a_webhook_shows_becomes_sent_and_is_in_chatra_once(string onUncertain, string before)
    {
        await using var app = await App.StartAsync(
            azurite, ("Outbox__OnUncertain", onUncertain), ("Outbox__ClaimTimeout", $"{ClaimTimeout}"), ("Chatra__Timeout", "00:00:05"));
        await app.Chatra.FaultAsync(new { kind = "close", processed = true });
        (await app.Api.PostMessageAsync("""{"clientId":"visitor","text":"Your order\r\nis on its way","key":"k"}""")).ShouldBe(HttpStatusCode.Accepted);
        var taken = await Eventually.GetAsync(async () => (await app.Chatra.MessagesAsync("visitor")) is [var only] ? only : null, "Chatra has it");
        (await app.Api.MessageAsync("k", before)).Json.ShouldNotContainKey("messageId");

        (await app.Api.PostWebhookAsync(Echo(taken.Id, taken.Text, taken.ReceivedAt))).ShouldBe(HttpStatusCode.Accepted);

        var sent = (await app.Api.MessageAsync("k", "sent")).Json;
        sent["messageId"]!.GetValue<string>().ShouldBe(taken.Id);
        await Eventually.GetAsync(async () => (await app.Api.GetMessageAsync("k")).Json["isMissedByClient"], "it is noted that the customer missed it");
        await Task.Delay(ClaimTimeout + TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken); // Every other wake-up has come, too.
        (await app.Chatra.MessagesAsync()).ShouldHaveSingleItem();
        (await app.Api.MessageAsync("k", "sent")).Json["attempts"]!.GetValue<int>().ShouldBe(1);
    }

    private static string Echo(string id, string text, DateTimeOffset at)
    {
        var fragment = Events.Fragment("chat", "visitor");
        fragment["messages"] = new JsonArray(new JsonObject
        {
            ["id"] = id,
            ["type"] = "agent",
            ["text"] = text,
            ["isPushed"] = true,
            ["isMissedByClient"] = true,
            ["createdAt"] = at.ToUnixTimeMilliseconds(),
        });
        return fragment.ToJsonString();
    }
}
