using ChatraFunctions.Erasure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>All that is stored about a person, to be handed to them.</summary>
public sealed class ExportClient(PersonExport export)
{
    [Function(nameof(ExportClient))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "clients/{clientId}/export")] HttpRequest request)
    {
        var clientId = RouteSegment.After(request, "clients");
        return new StreamAnswer(
            "application/json; charset=utf-8",
            (output, stopping) => export.WriteAsync(clientId, output, stopping),
            ("Content-Disposition", "attachment; filename=\"client.json\""));
    }
}
