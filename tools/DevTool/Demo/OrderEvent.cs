using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace DevTool.Demo;

/// <summary>A sample of <c>tests/Payloads/cloudevents</c>.</summary>
internal sealed record OrderEvent(string Kind, JsonObject Json)
{
    public JsonNode Data => Json["data"]!;

    public string OrderId => Data.Text("orderId");

    public string CustomerId => Data.Text("customerId");

    public string MessageKey => $"cloudevents:{OrderId}:{Kind}";

    /// <summary>What the customer must find in the message.</summary>
    public string[] Facts => Data["tracking"] is { } tracking
        ? [Data.Text("orderNumber"), tracking.Text("number")]
        : [Data.Text("orderNumber")];

    public static OrderEvent Read(Repository repository, string kind)
    {
        var file = Path.Combine(repository.Payloads, "cloudevents", $"order-{kind}.json");
        return new OrderEvent(kind, JsonNode.Parse(File.ReadAllText(file))!.AsObject());
    }

    /// <summary>The whole event is the body.</summary>
    public HttpRequestMessage Structured(Signature signature) => Request(Json, "application/cloudevents+json", signature);

    /// <summary>The order is the body, the rest are headers.</summary>
    public HttpRequestMessage Binary(Signature signature)
    {
        var request = Request(Data, "application/json", signature);
        foreach (var name in new[] { "specversion", "id", "source", "type", "subject", "time" })
            request.Headers.Add($"ce-{name}", Json.Text(name));
        return request;
    }

    private HttpRequestMessage Request(JsonNode content, string mediaType, Signature signature)
    {
        var body = Encoding.UTF8.GetBytes(content.ToJsonString());
        var request = new HttpRequestMessage(HttpMethod.Post, "api/orders/cloudevents") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType, "utf-8");
        signature.Sign(request, Json.Text("id"), body);
        return request;
    }
}
