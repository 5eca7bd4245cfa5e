using System.Text.Json.Nodes;
using ChatraFunctions.Simulator.RestApi;
using ChatraFunctions.Simulator.Webhooks;

namespace ChatraFunctions.Simulator.Storefront;

/// <summary>What the storefront's page asks of its server. Under <c>/_simulator</c>, where no other site's page may ask.</summary>
internal sealed class ShopRoutes(Shop shop, string publicKey)
{
    private readonly ShopSessions _sessions = new();

    public void Map(IEndpointRouteBuilder control)
    {
        control.MapGet("/about", () => new { publicKey, app = shop.Settings?.Root, console = shop.Settings?.Console, customers = ShopCustomer.All });
        control.MapPut("/shop", async (HttpRequest http) => Set(await JsonRequest.ReadAsync(http)));
        control.MapGet("/shop/session", (HttpRequest http) => _sessions.Find(http) is { } customer ? Results.Ok(customer) : Results.NoContent());
        control.MapPut("/shop/session", async (HttpRequest http) => SignIn(http.HttpContext, await JsonRequest.ReadAsync(http)));
        var ofApp = control.MapGroup("/shop").AddEndpointFilter(new AppFilter(shop));
        ofApp.MapGet("/widget", (HttpContext context, CancellationToken aborted) => OfCustomerAsync(
            context.Request, async customer => Results.Ok(await WidgetAsync(context.Response, customer, aborted))));
        ofApp.MapPost("/orders", (HttpRequest http, CancellationToken aborted) => OfCustomerAsync(
            http, async customer => Results.Ok(await shop.TellAsync(shop.Place(customer), "placed", aborted))));
        ofApp.MapPost("/orders/{orderId}/{kind}", (string orderId, string kind, HttpRequest http, CancellationToken aborted) => OfOrderAsync(
            http, orderId, async order => ShopOrder.Topics.ContainsKey(kind) ? Results.Ok(await shop.TellAsync(order, kind, aborted)) : Unknown("kind of event")));
        ofApp.MapGet("/orders/{orderId}", (string orderId, HttpRequest http, CancellationToken aborted) => OfOrderAsync(
            http, orderId, async order => Results.Ok(await shop.OutcomeAsync(order, aborted) ?? new JsonObject { ["messages"] = new JsonArray() })));
    }

    private IResult SignIn(HttpContext context, JsonRequest request)
    {
        var id = request.Number("customerId");
        if (request.Fault is not null)
            return request.Fault;
        if (ShopCustomer.All.FirstOrDefault(other => other.Id == id) is not { } customer)
            return Unknown("customer");

        _sessions.SignIn(context, customer);
        return Results.Ok(customer);
    }

    /// <summary>It has the customer's secret in it.</summary>
    private async Task<object> WidgetAsync(HttpResponse response, ShopCustomer customer, CancellationToken aborted)
    {
        var widget = await shop.WidgetAsync(customer, aborted);
        response.Headers.CacheControl = "private, no-store";
        return new { id = widget.Id, widget.Setup, widget.Integration, widget.From };
    }

    private async Task<IResult> OfCustomerAsync(HttpRequest http, Func<ShopCustomer, Task<IResult>> act) =>
        _sessions.Find(http) is { } customer ? await act(customer) : Answer.Error(StatusCodes.Status401Unauthorized, "Nobody is signed in");

    /// <summary>Other customers' orders are none of theirs.</summary>
    private Task<IResult> OfOrderAsync(HttpRequest http, string orderId, Func<ShopOrder, Task<IResult>> act) => OfCustomerAsync(
        http, async customer => shop.Find(orderId) is { } order && order.Customer == customer ? await act(order) : Unknown("order"));

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
