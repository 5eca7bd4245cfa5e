using System.Net.Mime;
using System.Text.Json.Nodes;
using ChatraFunctions.Simulator.Browsers;
using ChatraFunctions.Simulator.Conversations;
using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Widget;

/// <summary>What the widget on a page asks for. A <c>clientId</c> is a secret, so it stands in a body and never in an address.</summary>
internal sealed class WidgetRoutes(string publicKey, ChatRoom chats, Presence presence, Changes changes, HeldRequests held)
{
    /// <summary>As the dashboard has them.</summary>
    public WidgetSettings Settings { get; set; } = new();

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/chatra.js", Script);
        var widget = app.MapGroup("/_widget").AddEndpointFilter<CrossOrigin>();
        widget.MapMethods("/{**path}", [HttpMethods.Options], () => Results.NoContent());
        Map("/arrive", Arrive);
        Map("/say", Say);
        Map("/auto", Automatic);
        Map("/read", Read);
        Map("/data", Inform);
        widget.MapPost("/messages", (HttpRequest http) => ReadAsync(http, (clientId, request) => NewsAsync(clientId, request, http.HttpContext.RequestAborted)));

        void Map(string route, Func<string, JsonRequest, IResult> act) =>
            widget.MapPost(route, (HttpRequest http) => ReadAsync(http, (clientId, request) => Task.FromResult(act(clientId, request))));
    }

    private static IResult Script(HttpResponse response)
    {
        response.Headers.CacheControl = "no-cache";
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(WidgetScript.Text, MediaTypeNames.Text.JavaScript);
    }

    private async Task<IResult> ReadAsync(HttpRequest http, Func<string, JsonRequest, Task<IResult>> act)
    {
        var request = await JsonRequest.ReadAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var (key, clientId) = (request.Optional("publicKey"), request.Required("clientId"));
        if (request.Fault is not null)
            return request.Fault;

        return key == publicKey
            ? await act(clientId, request)
            : Answer.Error(StatusCodes.Status403Forbidden, "ChatraID is not the public key of this account");
    }

    private IResult Arrive(string clientId, JsonRequest request)
    {
        var arrival = Arrival.Read(request);
        if (request.Fault is not null)
            return request.Fault;

        using var stay = presence.Enter(clientId);
        var (version, isStarted) = chats.Arrive(clientId, arrival, isLooking: false);
        return Results.Ok(new { settings = Settings, version, isStarted });
    }

    private IResult Say(string clientId, JsonRequest request)
    {
        var (text, key, page) = (request.Required("text"), request.Required("key"), Arrival.ReadPage(request));
        return request.Fault is null ? Results.Ok(new { id = chats.SayInWidget(clientId, text, key, page).Id }) : request.Fault;
    }

    /// <summary>"Sends an automatic message on behalf of a random agent."</summary>
    private IResult Automatic(string clientId, JsonRequest request)
    {
        var text = request.Required("text");
        return request.Fault is null ? Results.Ok(new { id = chats.Trigger(clientId, text, Agents.AnyOne()).Id }) : request.Fault;
    }

    private IResult Read(string clientId, JsonRequest request)
    {
        chats.ReadAsVisitor(clientId);
        return Results.Ok(new { });
    }

    private IResult Inform(string clientId, JsonRequest request)
    {
        var details = new JsonObject();
        foreach (var name in new[] { "integrationData", "customFormData" })
        {
            if (request.OptionalObject(name) is { } data)
                details[name] = JsonObject.Create(data);
        }

        if (request.Has("groupId"))
            details["groupId"] = request.Optional("groupId");
        var isPartial = request.Flag("update");
        if (request.Fault is not null)
            return request.Fault;

        chats.Inform(clientId, visitor => visitor.Informed(details, isPartial));
        return Results.Ok(new { });
    }

    private async Task<IResult> NewsAsync(string clientId, JsonRequest request, CancellationToken aborted)
    {
        var (account, after) = (request.Optional("account") ?? "", request.Number("after"));
        if (request.Fault is not null)
            return request.Fault;

        using var stay = presence.Enter(clientId);
        while (true)
        {
            var now = changes.Now; // Before looking: what happens meanwhile is not waited for.
            if (chats.News(clientId, account, after) is { } news)
                return Results.Ok(news);
            if (await held.WaitAsync(changes.After(now.Version), aborted) is { } again)
                return Results.Ok(new { account, version = after, again = again.TotalMilliseconds });
        }
    }
}
