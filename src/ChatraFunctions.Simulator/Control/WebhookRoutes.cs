using ChatraFunctions.Simulator.Webhooks;

namespace ChatraFunctions.Simulator.Control;

/// <summary>Where webhooks go, and what became of each.</summary>
internal static class WebhookRoutes
{
    public static void MapWebhooks(this IEndpointRouteBuilder control, WebhookOutbox webhooks)
    {
        control.MapGet("/webhooks", () => Report(webhooks));
        control.MapPut("/webhooks", (WebhookOrder order) => Set(order, webhooks));
        control.MapDelete("/webhooks", () =>
        {
            webhooks.Forget();
            return Results.NoContent();
        });
    }

    private static IResult Set(WebhookOrder order, WebhookOutbox webhooks)
    {
        if (order.Refusal() is { } refusal)
            return Results.BadRequest(new { message = refusal });
        webhooks.Settings = order.AsSettings();
        return Results.NoContent();
    }

    /// <summary>Without the query of the address: the function key is in it.</summary>
    private static object Report(WebhookOutbox webhooks)
    {
        var (settings, deliveries) = (webhooks.Settings, webhooks.All());
        return new
        {
            address = settings.Address?.GetLeftPart(UriPartial.Path),
            fragmentDelay = settings.FragmentDelay.TotalSeconds,
            settings.Disorder,
            pending = deliveries.Count(delivery => delivery.Status is WebhookStatus.Pending),
            deliveries,
        };
    }
}
