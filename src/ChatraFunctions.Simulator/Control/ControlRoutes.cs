using ChatraFunctions.Simulator.Conversations;
using ChatraFunctions.Simulator.RestApi;
using ChatraFunctions.Simulator.Webhooks;
using ChatraFunctions.Simulator.Widget;

namespace ChatraFunctions.Simulator.Control;

/// <summary>What only a simulator can tell and do. It asks for no key and spends nothing of the limit.</summary>
internal static class ControlRoutes
{
    public static RouteGroupBuilder MapControl(
        this IEndpointRouteBuilder app, Mailbox mailbox, Journal journal, FaultQueue faults, Agents agents, ChatRoom chats, WebhookOutbox webhooks, WidgetRoutes widget)
    {
        var control = app.MapGroup("/_simulator");
        control.MapVisitors(chats);
        control.MapAgents(agents, chats);
        control.MapWebhooks(webhooks);
        control.MapGet("/chats", () => new { chats = chats.All() });
        control.MapGet("/chats/{clientId}", (string clientId) => chats.View(clientId) is { } view ? Results.Ok(view) : Results.NotFound());

        control.MapGet("/widget", () => widget.Settings);
        control.MapPut("/widget", (WidgetSettings settings) => Set(settings, widget));

        control.MapGet("/health", () => new { status = "ok" });

        control.MapGet("/messages", () => new { messages = mailbox.All() });
        control.MapDelete("/messages", () => Done(mailbox.Forget));

        control.MapGet("/requests", journal.Report);
        control.MapDelete("/requests", () => Done(journal.Forget));

        control.MapGet("/faults", () => new { pending = faults.All() });
        control.MapPost("/faults", (Fault fault) => Order(fault, faults));
        control.MapDelete("/faults", () => Done(faults.Forget));
        return control;
    }

    private static IResult Order(Fault fault, FaultQueue faults)
    {
        if (fault.Refusal() is { } refusal)
            return Results.BadRequest(new { message = refusal });
        faults.Add(fault);
        return Results.Ok(new { pending = faults.All() });
    }

    private static IResult Set(WidgetSettings settings, WidgetRoutes widget)
    {
        if (settings.Refusal() is { } refusal)
            return Results.BadRequest(new { message = refusal });
        widget.Settings = settings;
        return Results.NoContent();
    }

    private static IResult Done(Action forget)
    {
        forget();
        return Results.NoContent();
    }
}
