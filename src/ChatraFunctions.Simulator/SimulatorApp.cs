using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatraFunctions.Simulator.Browsers;
using ChatraFunctions.Simulator.Control;
using ChatraFunctions.Simulator.Conversations;
using ChatraFunctions.Simulator.Pages;
using ChatraFunctions.Simulator.RestApi;
using ChatraFunctions.Simulator.Storefront;
using ChatraFunctions.Simulator.Webhooks;
using ChatraFunctions.Simulator.Widget;

namespace ChatraFunctions.Simulator;

/// <summary>
/// A Chatra on this machine: the REST API under <c>/api</c>, the widget at <c>/chatra.js</c>, what only a simulator can tell under
/// <c>/_simulator</c>, and pages to play a conversation on.
/// </summary>
public static class SimulatorApp
{
    /// <param name="options">The simulated account.</param>
    /// <param name="time">Drives the limit and every time it shows.</param>
    /// <returns>An application that is not started yet. It reads no configuration, environment or files.</returns>
    public static WebApplication Build(SimulatorOptions options, TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var names = new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(names));
        // What the account holds, for whoever runs the simulator in the own process.
        var (mailbox, agents, visitors) = (new Mailbox(time), new Agents(), new Visitors());
        builder.Services.AddSingleton(mailbox).AddSingleton(visitors);
        // The host makes them, so that it also stops and disposes them.
        builder.Services.AddSingleton(_ => new WebhookOutbox(options.Webhooks(), time));
        builder.Services.AddHostedService(services => services.GetRequiredService<WebhookOutbox>());
        builder.Services.AddSingleton(services => new ChatRoom(mailbox, agents, visitors, services.GetRequiredService<WebhookOutbox>(), time));
        builder.Services.AddSingleton(services => new Presence(services.GetRequiredService<ChatRoom>(), options.VisitorGrace, time));
        var app = builder.Build();

        app.UseBrowserGuard();
        var journal = new Journal(time);
        var faults = new FaultQueue();
        var (chats, webhooks) = (app.Services.GetRequiredService<ChatRoom>(), app.Services.GetRequiredService<WebhookOutbox>());
        var held = new HeldRequests(options.NewsWait, app.Lifetime, time);
        var widget = new WidgetRoutes(options.PublicKey, chats, app.Services.GetRequiredService<Presence>(), mailbox.Changes, held);
        widget.Map(app);
        app.MapPages();
        var control = app.MapControl(mailbox, journal, faults, agents, chats, webhooks, widget);
        new InboxRoutes(agents, chats, webhooks, mailbox.Changes, held).Map(control);
        new ShopRoutes(new Shop(options.Shop(), time), options.PublicKey).Map(control);

        // The order is the order in which a request meets them.
        var api = app.MapGroup("/api")
            .AddEndpointFilter(new JournalFilter(journal))
            .AddEndpointFilter(new AccountFilter(options))
            .AddEndpointFilter(new LimitFilter(new SlidingWindow(options.RequestsPerMinute), time))
            .AddEndpointFilter(new FaultFilter(faults, app.Lifetime, time));
        api.MapMessages(mailbox, agents, chats);
        api.MapPushedMessages(mailbox, chats);
        api.MapClients(visitors);
        api.MapUnknown();
        return app;
    }
}
