using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Delivery;

/// <summary>Chatra's webhooks bring the pushed messages back, as they do in life.</summary>
public sealed class KilledSenderWithWebhooksTests(AzuriteFixture azurite) : KilledSenderTests(azurite, "Resend", Count, Kills)
{
    private const int Count = 90;
    private const int Kills = 6;

    private readonly HashSet<string> _told = [];

    [Fact]
    public async Task Message_that_a_webhook_shows_is_not_sent_again()
    {
        var sent = await SendAsync(TellAsync);

        sent.Count.ShouldBe(Count);
        sent.Values.Sum().ShouldBeLessThan(Count + Kills); // A webhook may come later than the second try, when the process is dead just then.
    }

    private async Task TellAsync()
    {
        var news = (await Chatra.MessagesAsync()).Where(message => !_told.Contains(message.Id)).ToList();
        if (news.Count == 0)
            return;

        var fragment = Events.Fragment("chat");
        fragment["client"]!["id"] = "visitor";
        fragment["messages"] = new JsonArray([.. news.Select(message => (JsonNode)new JsonObject
        {
            ["id"] = message.Id,
            ["type"] = "agent",
            ["text"] = message.Text,
            ["isPushed"] = true,
            ["createdAt"] = message.ReceivedAt.ToUnixTimeMilliseconds(),
        })]);
        (await App.Api.PostWebhookAsync(fragment.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        _told.UnionWith(news.Select(message => message.Id));
    }
}
