using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>POST and OPTIONS /orders/cloudevents: batches and the handshake.</summary>
public sealed class CloudEventsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Batch = "application/cloudevents-batch+json";

    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task Every_event_of_a_batch_is_a_message()
    {
        var batch = new JsonArray([.. Enumerable.Range(0, 5).Select(number => OrderEvents.Event("order.paid", new JsonObject { ["orderId"] = $"batch-{number}", ["clientId"] = "batched" }))]);

        var answer = (await _api.SendAsync("POST", "orders/cloudevents", batch.ToJsonString(), Batch)).ShouldBe(HttpStatusCode.Accepted);
        (await _api.SendAsync("POST", "orders/cloudevents", batch.ToJsonString(), Batch)).Body.ShouldBe(answer.Body);

        for (var number = 0; number < 5; number++)
            await _api.MessageAsync($"cloudevents:batch-{number}:paid", "sent");
        (await fixture.App.Chatra.MessagesAsync("batched")).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_batch_with_a_fault_is_refused_as_a_whole()
    {
        var batch = new JsonArray(OrderEvents.Event("order.paid", new JsonObject { ["orderId"] = "half", ["clientId"] = "c" }), OrderEvents.Event("order.paid", []));

        (await _api.SendAsync("POST", "orders/cloudevents", batch.ToJsonString(), Batch)).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(["/1/data/orderId"]);
        (await _api.SendAsync("POST", "orders/cloudevents", "[]", Batch)).ShouldBe(HttpStatusCode.Accepted);
        (await _api.GetMessageAsync("cloudevents:half:paid")).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_sender_that_asks_is_allowed_at_any_rate()
    {
        var answer = (await _api.SendAsync(
            "OPTIONS", "orders/cloudevents", headers: [("webhook-request-origin", "eventemitter.example.com"), ("WebHook-Request-Rate", "120")])).ShouldBe(HttpStatusCode.OK);

        answer.Headers["WebHook-Allowed-Origin"].ShouldBe("eventemitter.example.com");
        answer.Headers["WebHook-Allowed-Rate"].ShouldBe("*");
        answer.Headers["Allow"].ShouldContain("POST");
    }

    [Fact]
    public async Task A_handshake_without_an_origin_is_400_and_of_another_source_404()
    {
        (await _api.SendAsync("OPTIONS", "orders/cloudevents")).ShouldBeProblem(HttpStatusCode.BadRequest);
        (await _api.SendAsync("OPTIONS", "orders/shopify", headers: ("WebHook-Request-Origin", "a"))).ShouldBeProblem(HttpStatusCode.NotFound);
    }
}
