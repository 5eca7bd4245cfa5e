using ChatraFunctions.Simulator.Conversations;
using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Control;

/// <summary>What a visitor does on the shop's pages.</summary>
internal static class VisitorRoutes
{
    public static void MapVisitors(this IEndpointRouteBuilder control, ChatRoom chats)
    {
        var visitor = control.MapGroup("/visitors/{clientId}");
        visitor.MapPost("/arrive", (string clientId, HttpRequest request) => ArriveAsync(clientId, request, chats));
        visitor.MapPost("/say", (string clientId, HttpRequest request) => SayAsync(clientId, request, chats));
        visitor.MapPost("/read", (string clientId) => Done(chats.ReadAsVisitor(clientId)));
        visitor.MapPost("/leave", (string clientId) => Done(chats.Leave(clientId)));
    }

    private static async Task<IResult> ArriveAsync(string clientId, HttpRequest http, ChatRoom chats)
    {
        var request = await JsonRequest.ReadAnyAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var arrival = Arrival.Read(request);
        if (request.Fault is not null)
            return request.Fault;

        chats.Arrive(clientId, arrival);
        return Results.NoContent();
    }

    private static async Task<IResult> SayAsync(string clientId, HttpRequest http, ChatRoom chats)
    {
        var request = await JsonRequest.ReadAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var (text, file) = (request.Required("text"), request.OptionalObject("file"));
        return request.Fault ?? Results.Ok(chats.SayAsVisitor(clientId, text, file));
    }

    private static IResult Done(bool isThere) => isThere
        ? Results.NoContent()
        : Answer.Error(StatusCodes.Status409Conflict, "The visitor is not there");
}
