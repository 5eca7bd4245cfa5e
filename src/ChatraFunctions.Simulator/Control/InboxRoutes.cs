using ChatraFunctions.Simulator.Browsers;
using ChatraFunctions.Simulator.Conversations;
using ChatraFunctions.Simulator.RestApi;
using ChatraFunctions.Simulator.Webhooks;

namespace ChatraFunctions.Simulator.Control;

/// <summary>The agents' inbox of the simulator's page. Visitors are named in bodies: a <c>clientId</c> stands in no address of a browser.</summary>
internal sealed class InboxRoutes(Agents agents, ChatRoom chats, WebhookOutbox webhooks, Changes changes, HeldRequests held)
{
    public void Map(IEndpointRouteBuilder control)
    {
        control.MapPost("/inbox", (HttpRequest http) => ReadAsync(http, request => ShowAsync(request, http.HttpContext.RequestAborted)));
        control.MapPost("/inbox/leave", (HttpRequest http) => ReadAsync(http, request => Task.FromResult(Leave(request))));
    }

    private static async Task<IResult> ReadAsync(HttpRequest http, Func<JsonRequest, Task<IResult>> act)
    {
        var request = await JsonRequest.ReadAsync(http);
        return request.Fault ?? await act(request);
    }

    /// <summary>With <c>after</c>, once something happened after it.</summary>
    private async Task<IResult> ShowAsync(JsonRequest request, CancellationToken aborted)
    {
        var (after, clientId) = (request.Number("after"), request.Optional("clientId"));
        if (request.Fault is not null)
            return request.Fault;

        var again = TimeSpan.Zero;
        // A number that is not reached yet is of another account.
        if (request.Has("after") && after == changes.Now.Version)
            again = await held.WaitAsync(changes.After(after), aborted) ?? TimeSpan.Zero;
        var version = changes.Now.Version; // Before looking.
        return Results.Ok(InboxView.Of(version, again, clientId, agents, chats, webhooks));
    }

    private IResult Leave(JsonRequest request)
    {
        var clientId = request.Required("clientId");
        if (request.Fault is not null)
            return request.Fault;

        return chats.Leave(clientId) ? Results.NoContent() : Answer.Error(StatusCodes.Status409Conflict, "The visitor is not there");
    }
}
