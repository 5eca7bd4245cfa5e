using ChatraFunctions.Simulator.Conversations;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// <c>pushedMessages</c> as documented. Where the documentation is silent: a success is 200; any client, agent and group is
/// taken as existing (a clientId may be bound before the visitor comes); a message that was not pushed is not found here;
/// parameters that are not documented are ignored.
/// </summary>
internal static class PushedMessageRoutes
{
    public static void MapPushedMessages(this IEndpointRouteBuilder api, Mailbox mailbox, ChatRoom chats)
    {
        api.MapPost("/pushedMessages", (HttpRequest request) => CreateAsync(request, chats));
        api.MapGet("/pushedMessages/{id}", (string id) => MessageRoutes.Shown(Find(id, mailbox)));
        api.MapPut("/pushedMessages/{id}", (string id, HttpRequest request) => EditAsync(id, request, mailbox));
        api.MapDelete("/pushedMessages/{id}", (string id) => MessageRoutes.Shown(Find(id, mailbox) is null ? null : mailbox.Delete(id)));
    }

    private static async Task<Answer> CreateAsync(HttpRequest http, ChatRoom chats)
    {
        var request = await JsonRequest.ReadAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var clientId = request.Required("clientId");
        var text = request.Required("text");
        var agentId = request.Optional("agentId");
        var groupId = request.Optional("groupId");
        // Documented as three ways to send: a random agent, a random one of a group, a specific one.
        if (agentId is not null && groupId is not null)
            request.Refuse("agentId and groupId exclude each other");
        return request.Fault ?? MessageRoutes.Shown(chats.Push(clientId, text, agentId, groupId));
    }

    private static async Task<Answer> EditAsync(string id, HttpRequest http, Mailbox mailbox)
    {
        var request = await JsonRequest.ReadAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var text = request.Required("text");
        return request.Fault ?? MessageRoutes.Shown(Find(id, mailbox) is null ? null : mailbox.Edit(id, text));
    }

    private static HeldMessage? Find(string id, Mailbox mailbox) => mailbox.Find(id) is { IsPushed: true } pushed ? pushed : null;
}
