using System.Text.Json.Nodes;
using ChatraFunctions.Simulator.RestApi;
using ChatraFunctions.Simulator.Webhooks;

namespace ChatraFunctions.Simulator.Storefront;

/// <summary>What the storefront's page asks of its server. Under <c>/_simulator</c>, where no other site's page may ask.</summary>
internal sealed class ShopRoutes(Shop shop, string publicKey)
{
    public void Map(IEndpointRouteBuilder control)
    {
        control.MapGet("/about", () => new { publicKey, app = shop.Settings?.Root, console = shop.Settings?.Console, customers = ShopCustomer.All });
        control.MapPut("/shop", async (HttpRequest http) => Set(await JsonRequest.ReadAsync(http)));
        var ofApp = control.MapGroup("/shop").AddEndpointFilter(new AppFilter(shop));
        ofApp.MapGet("/customers/{id:long}/widget", (long id, CancellationToken aborted) => OfCustomerAsync(
            id, async customer => Results.Ok(await WidgetAsync(customer, aborted))));
        ofApp.MapPost("/customers/{id:long}/orders", (long id, CancellationToken aborted) => OfCustomerAsync(
            id, async customer => Results.Ok(await shop.TellAsync(shop.Place(customer), "placed", aborted))));
        ofApp.MapPost("/orders/{orderId}/{kind}", (string orderId, string kind, CancellationToken aborted) => OfOrderAsync(
            orderId, async order => ShopOrder.Topics.ContainsKey(kind) ? Results.Ok(await shop.TellAsync(order, kind, aborted)) : Unknown("kind of event")));
        ofApp.MapGet("/orders/{orderId}", (string orderId, CancellationToken aborted) => OfOrderAsync(
            orderId, async order => Results.Ok(await shop.OutcomeAsync(order, aborted) ?? new JsonObject { ["messages"] = new JsonArray() })));
    }

    private async Task<object> WidgetAsync(ShopCustomer customer, CancellationToken aborted)
    {
        var widget = await shop.WidgetAsync(customer, aborted);
        return new { id = widget.Id ?? publicKey, widget.Setup, widget.Integration, widget.From };
    }

    private static async Task<IResult> OfCustomerAsync(long id, Func<ShopCustomer, Task<IResult>> act) =>
        ShopCustomer.All.FirstOrDefault(customer => customer.Id == id) is { } customer ? await act(customer) : Unknown("customer");

    private async Task<IResult> OfOrderAsync(string orderId, Func<ShopOrder, Task<IResult>> act) =>
        shop.Find(orderId) is { } order ? await act(order) : Unknown("order");

    private static Answer Unknown(string what) => Answer.Error(StatusCodes.Status404NotFound, $"Unknown {what}");

    private IResult Set(JsonRequest request)
    {
        if (request.Fault is not null)
            return request.Fault;

        var (address, key, secret) = (request.Required("app"), request.Optional("key"), request.Optional("secret"));
        if (WebhookSettings.Read(address) is not { } app)
            request.Refuse("app must be an absolute HTTP address");
        else if (request.Fault is null)
            shop.Settings = new ShopSettings(app, key, secret ?? ShopSettings.SampleSecret);
        return request.Fault is { } fault ? fault : Results.NoContent();
    }
}
