namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// <c>clients</c> as documented. Where the documentation is silent: an unknown visitor is 404; what is not one of the four basic
/// properties is ignored; an object without any changes nothing.
/// </summary>
internal static class ClientRoutes
{
    public static void MapClients(this IEndpointRouteBuilder api, Visitors visitors)
    {
        api.MapGet("/clients/{id}", (string id) => Shown(visitors.Find(id)));
        api.MapPut("/clients/{id}", (string id, HttpRequest request) => EditAsync(id, request, visitors));
    }

    private static async Task<Answer> EditAsync(string id, HttpRequest http, Visitors visitors)
    {
        var request = await JsonRequest.ReadAsync(http);
        if (request.Fault is not null)
            return request.Fault;

        var changes = Visitor.Basic.Where(request.Has).ToDictionary(name => name, request.Optional, StringComparer.Ordinal);
        return request.Fault ?? Shown(visitors.Edit(id, changes));
    }

    private static Answer Shown(Visitor? visitor) => visitor is null
        ? Answer.Error(StatusCodes.Status404NotFound, "Client not found")
        : Answer.Ok(visitor.AsBody());
}
