using ChatraFunctions.Orders.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Shows what a template makes of an order, or where it is wrong. Nothing is sent.</summary>
public sealed class PreviewTemplate(TemplatePreview preview)
{
    [Function(nameof(PreviewTemplate))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "templates/{language}/{kind}/preview")] HttpRequest request,
        string language,
        string kind,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
            Answers.Json(await preview.ShowAsync(language, kind, request, cancellationToken), StatusCodes.Status200OK));
}
