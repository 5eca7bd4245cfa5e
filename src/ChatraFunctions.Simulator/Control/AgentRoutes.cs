using ChatraFunctions.Simulator.Conversations;
using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Control;

/// <summary>What an agent does in Chatra's dashboard, and what a targeted chat does in an agent's name.</summary>
internal static class AgentRoutes
{
    public static void MapAgents(this IEndpointRouteBuilder control, Agents agents, ChatRoom chats)
    {
        control.MapGet("/agents", () => new { agents = agents.All() });
        var agent = control.MapGroup("/agents/{id}");
        agent.MapPost("/say", (string id, HttpRequest request) => SayAsync(id, request, chats));
        agent.MapPost("/trigger", (string id, HttpRequest request) => TriggerAsync(id, request, chats));
        agent.MapPost("/read", (HttpRequest request) => DoAsync(request, chats.ReadAsAgent));
        agent.MapPost("/leave", (string id, HttpRequest request) => DoAsync(request, clientId => chats.LeaveAsAgent(clientId, id)));
    }

    private static async Task<IResult> SayAsync(string id, HttpRequest http, ChatRoom chats)
    {
        var request = await JsonRequest.ReadAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var (clientId, text) = (request.Required("clientId"), request.Required("text"));
        var file = request.OptionalObject("file");
        return request.Fault ?? Results.Ok(chats.SayAsAgent(clientId, text, id, receivedFrom: null, file));
    }

    private static async Task<IResult> TriggerAsync(string id, HttpRequest http, ChatRoom chats)
    {
        var request = await JsonRequest.ReadAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var (clientId, text) = (request.Required("clientId"), request.Required("text"));
        return request.Fault ?? Results.Ok(chats.Trigger(clientId, text, id));
    }

    private static async Task<IResult> DoAsync(HttpRequest http, Action<string> act)
    {
        var request = await JsonRequest.ReadAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var clientId = request.Required("clientId");
        if (request.Fault is not null)
            return request.Fault;

        act(clientId);
        return Results.NoContent();
    }
}
