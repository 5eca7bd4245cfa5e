using ChatraFunctions.Simulator.Conversations;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// <c>messages</c> as documented. Where the documentation is silent: an edit or a deletion of a visitor's message is 400; a pushed
/// message is an agent's message too; any client and agent id is taken as existing.
/// </summary>
internal static class MessageRoutes
{
    public static void MapMessages(this IEndpointRouteBuilder api, Mailbox mailbox, Agents agents, ChatRoom chats)
    {
        api.MapPost("/messages", (HttpRequest request) => CreateAsync(request, agents, chats));
        api.MapGet("/messages/{id}", (string id) => Shown(mailbox.Find(id)));
        api.MapPut("/messages/{id}", (string id, HttpRequest request) => EditAsync(id, request, mailbox));
        api.MapDelete("/messages/{id}", (string id) => VisitorsOwn(id, mailbox, "deleted") ?? Shown(mailbox.Delete(id)));
    }

    public static Answer Shown(HeldMessage? message) => message is null
        ? Answer.Error(StatusCodes.Status404NotFound, "Message not found")
        : Answer.Ok(message.AsBody());

    private static async Task<Answer> CreateAsync(HttpRequest http, Agents agents, ChatRoom chats)
    {
        var request = await JsonRequest.ReadAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var clientId = request.Required("clientId");
        var text = request.Required("text");
        var receivedFrom = request.Optional("receivedFrom");
        var agentId = AgentOf(request, agents);
        return request.Fault ?? Shown(chats.SayAsAgent(clientId, text, agentId, receivedFrom));
    }

    /// <summary>By id, or by e-mail: "agentEmail, agentName and receivedFrom are required in this case".</summary>
    private static string AgentOf(JsonRequest request, Agents agents)
    {
        if (!request.Has("agentEmail"))
            return request.Required("agentId");
        if (request.Has("agentId"))
            request.Refuse("agentId and agentEmail exclude each other");

        var email = request.Required("agentEmail");
        var name = request.Required("agentName");
        request.Required("receivedFrom");
        return request.Fault is null ? agents.OfEmail(email, name) : "";
    }

    private static async Task<Answer> EditAsync(string id, HttpRequest http, Mailbox mailbox)
    {
        var request = await JsonRequest.ReadAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var text = request.Required("text");
        return request.Fault ?? VisitorsOwn(id, mailbox, "edited") ?? Shown(mailbox.Edit(id, text));
    }

    /// <summary>What it is answered with; <c>null</c> when it is not a visitor's.</summary>
    private static Answer? VisitorsOwn(string id, Mailbox mailbox, string done) => mailbox.Find(id) is { AgentId: null }
        ? Answer.Error(StatusCodes.Status400BadRequest, $"Only agents' messages can be {done}")
        : null;
}
