namespace ChatraFunctions.Simulator.RestApi;

/// <summary>Everything else under the API: with keys and within the limit it is still an error in JSON.</summary>
internal static class UnknownRoutes
{
    public static void MapUnknown(this IEndpointRouteBuilder api) => api.Map("/{**path}", (HttpRequest request) =>
        IsKnown(request.Path)
            ? Answer.Error(StatusCodes.Status405MethodNotAllowed, "Method not allowed")
            : Answer.Error(StatusCodes.Status404NotFound, "Not found"));

    /// <summary>Clients have no collection.</summary>
    private static bool IsKnown(PathString path) => path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)
        is [_, "messages" or "pushedMessages"] or [_, "messages" or "pushedMessages" or "clients", _];
}
