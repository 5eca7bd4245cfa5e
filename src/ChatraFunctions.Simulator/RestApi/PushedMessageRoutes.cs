namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// <c>pushedMessages</c> as documented. Where the documentation is silent: a success is 200; any client, agent and group is
/// taken as existing (a clientId may be bound before the visitor comes); parameters that are not documented are ignored.
/// </summary>
internal static class PushedMessageRoutes
{
    public static void MapPushedMessages(this IEndpointRouteBuilder api, Mailbox mailbox)
    {
        api.MapPost("/pushedMessages", (HttpRequest request) => CreateAsync(request, mailbox));
        api.MapGet("/pushedMessages/{id}", (string id) => Shown(mailbox.Find(id)));
        api.MapPut("/pushedMessages/{id}", (string id, HttpRequest request) => EditAsync(id, request, mailbox));
        api.MapDelete("/pushedMessages/{id}", (string id) => Shown(mailbox.Delete(id)));
    }

    /// <summary>Everything else under the API: with keys and within the limit it is still an error in JSON.</summary>
    public static void MapUnknown(this IEndpointRouteBuilder api) => api.Map("/{**path}", (HttpRequest request) =>
        IsPushedMessages(request.Path)
            ? Answer.Error(StatusCodes.Status405MethodNotAllowed, "Method not allowed")
            : Answer.Error(StatusCodes.Status404NotFound, "Not found"));

    private static async Task<Answer> CreateAsync(HttpRequest http, Mailbox mailbox)
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
        return request.Fault ?? Shown(mailbox.Add(clientId, text, agentId, groupId));
    }

    private static async Task<Answer> EditAsync(string id, HttpRequest http, Mailbox mailbox)
    {
        var request = await JsonRequest.ReadAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var text = request.Required("text");
        return request.Fault ?? Shown(mailbox.Edit(id, text));
    }

    private static Answer Shown(HeldMessage? message) => message is null
        ? Answer.Error(StatusCodes.Status404NotFound, "Message not found")
        : Answer.Ok(message.AsBody());

    private static bool IsPushedMessages(PathString path) =>
        path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries) is [_, "pushedMessages"] or [_, "pushedMessages", _];
}
