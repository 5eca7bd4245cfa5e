using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Control;

/// <summary>Writes down each request before anything else can happen to it.</summary>
internal sealed class JournalFilter(Journal journal) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var entry = journal.Open(http.Request.Method, http.Request.Path.ToUriComponent());
        var result = await next(context);
        entry.Fault = (http.Items[typeof(Fault)] as Fault)?.Kind;
        entry.Status = (result as Answer)?.Status;
        return result;
    }
}
