using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>GET /orders/{source}/{orderId}, and POST /templates/{language}/{kind}/preview.</summary>
public sealed class OrderStateTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task A_corrected_tracking_number_is_edited_in_the_chat_and_an_older_state_does_not_follow()
    {
        await PostAsync("shipped", "10:00", "OLD-1");
        await _api.MessageAsync("cloudevents:81:shipped", "sent");
        await PostAsync("shipped", "11:00", "NEW-2");
        await PostAsync("paid", "09:00");

        await _api.MessageAsync("cloudevents:81:shipped", "edited");
        (await fixture.App.Chatra.MessagesAsync("editor")).ShouldHaveSingleItem().Text.ShouldContain("NEW-2");
        (await _api.MessageAsync("cloudevents:81:paid", "superseded")).Json["reason"]!.GetValue<string>().ShouldBe("a later state of the order took its place");
        var order = (await _api.GetOrderAsync("cloudevents", "81")).ShouldBe(HttpStatusCode.OK).Json;
        order["state"]!.GetValue<string>().ShouldBe("shipped");
        order["customer"]!["clientId"]!.GetValue<string>().ShouldBe("editor");
        order["messages"]!.AsArray().Select(message => $"{message!["kind"]} {message["status"]}").ShouldBe(["paid superseded", "shipped edited"]);
        order["silent"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("82/1 #?%2F")]
    [InlineData("83:paid")]
    [InlineData("Ünï")]
    public async Task Any_id_is_legal(string orderId)
    {
        await _api.PostOrderAsync(OrderEvents.Event("order.placed", new JsonObject { ["orderId"] = orderId }).ToJsonString());

        await _api.OrderAtRestAsync("cloudevents", orderId, 1);
        (await _api.GetOrderAsync("CloudEvents", orderId)).ShouldBe(HttpStatusCode.OK).Json["messages"]![0]!["reason"]!.GetValue<string>().ShouldBe("not bound");
    }

    [Theory]
    [InlineData("cloudevents", "never")]
    [InlineData("nobody", "81")]
    public async Task An_order_that_was_never_told_of_is_404(string source, string orderId) =>
        (await _api.GetOrderAsync(source, orderId)).ShouldBeProblem(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_preview_shows_the_text_or_where_the_template_is_wrong()
    {
        const string Order = """{"orderId":"1","total":"1219.90","currency":"EUR"}""";

        var shown = (await _api.SendAsync("POST", "templates/de/placed/preview", $$"""{"order":{{Order}}}""")).ShouldBe(HttpStatusCode.OK).Json;
        shown["text"]!.GetValue<string>().ShouldStartWith("Vielen Dank für Ihre Bestellung 1! Sie ist bei uns eingegangen: 1.219,90");
        (shown["language"]!.GetValue<string>(), shown["template"]!.GetValue<string>()).ShouldBe(("de", "builtIn"));

        var refused = await _api.SendAsync("POST", "templates/de/placed/preview", $$$"""{"order":{{{Order}}},"template":"{{#if total}}"}""");
        refused.ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(["/template"]);
        refused.Body.ShouldContain("line 1, column 1");

        (await _api.SendAsync("POST", "templates/de/eaten/preview", $$"""{"order":{{Order}}}""")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await _api.SendAsync("POST", "templates/de/placed/preview", "{}", "text/plain")).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType);
    }

    private async Task PostAsync(string kind, string time, string? tracking = null)
    {
        var data = new JsonObject { ["orderId"] = "81", ["clientId"] = "editor", ["tracking"] = tracking is null ? null : new JsonObject { ["number"] = tracking } };
        var order = OrderEvents.Event($"order.{kind}", data);
        order["time"] = $"2026-02-03T{time}:00Z";
        (await _api.PostOrderAsync(order.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
    }
}
