using System.Net;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatraFunctions.LocalHost;

/// <summary>
/// Runs function classes without Core Tools, on 127.0.0.1: HTTP, queue and timer triggers, as the Functions host would. It can
/// be one of several in a process; it touches neither signals nor the console.
/// </summary>
public sealed class LocalFunctionsHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IReadOnlyList<Function> _functions;

    private LocalFunctionsHost(WebApplication app, IReadOnlyList<Function> functions) => (_app, _functions) = (app, functions);

    /// <summary>The app's services, with which its functions are made.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Such as <c>http://127.0.0.1:7071</c>; known once it has started.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>One line a function: its name and what it waits for.</summary>
    public IEnumerable<string> Functions => _functions.Select(function => $"{function.Name}: {function.Trigger}");

    /// <summary>A host for the functions and services of Chatra Functions.</summary>
    /// <inheritdoc cref="Create"/>
    public static LocalFunctionsHost ForChatra(IConfiguration configuration, LocalHostOptions? options = null) => Create(
        Assembly.Load("ChatraFunctions").GetTypes(), (services, settings) => services.AddChatraFunctions(settings), configuration, options);

    /// <summary>A host for the functions of these classes.</summary>
    /// <param name="classes">Where methods with <c>[Function]</c> are looked for.</param>
    /// <param name="addServices">Registers what the classes' constructors ask for; may replace <see cref="TimeProvider"/>.</param>
    /// <param name="configuration">As <see cref="HostConfiguration.Load"/> gives it.</param>
    /// <param name="options">By default a free port and no log.</param>
    /// <exception cref="SettingException">A setting is missing or makes no sense; the message names it.</exception>
    /// <exception cref="UnknownFunctionException">A function is not of a kind this host can run.</exception>
    public static LocalFunctionsHost Create(
        IEnumerable<Type> classes,
        Action<IServiceCollection, IConfiguration> addServices,
        IConfiguration configuration,
        LocalHostOptions? options = null)
    {
        var settings = configuration.Checked<LocalHostSettings>(LocalHostSettings.Section);
        var functions = FunctionDiscovery.Find(classes, configuration);
        var builder = Builder(configuration, settings, options ?? new LocalHostOptions());
        addServices(builder.Services, configuration);
        AddListeners(builder.Services, functions, configuration, settings);
        return new LocalFunctionsHost(Mapped(builder.Build(), functions), functions);
    }

    /// <exception cref="IOException">The port is taken.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _app.StartAsync(cancellationToken);

    /// <summary>Begins nothing new, and lets what runs finish within <c>LocalHost__ShutdownGrace</c> (20 s by default).</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    /// <summary>Returns when <paramref name="stop"/> is cancelled or the app stops by itself, and all has come to its end.</summary>
    public Task WaitForShutdownAsync(CancellationToken stop) => _app.WaitForShutdownAsync(stop);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static WebApplicationBuilder Builder(IConfiguration configuration, LocalHostSettings settings, LocalHostOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddConfiguration(configuration);
        builder.Logging.AddConfiguration(configuration.GetSection($"{HostConfiguration.HostSection}:logging"));
        options.Logging(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // The functions have limits of their own.
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(new FunctionKeys(settings.FunctionKeys));
        builder.Services.AddSingleton<FunctionEndpoints>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoSignals>());
        builder.Services.Configure<HostOptions>(host => (host.ShutdownTimeout, host.ServicesStopConcurrently) = (settings.ShutdownGrace, true));
        return builder;
    }

    private static void AddListeners(IServiceCollection services, IReadOnlyList<Function> functions, IConfiguration configuration, LocalHostSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        var queues = configuration.Checked<QueueSettings>(QueueSettings.Section);
        foreach (var function in functions.OfType<QueueFunction>())
        {
            var account = QueueAccounts.Open(configuration, function.Connection);
            services.AddSingleton<IHostedService>(provider => new QueuePump(
                function,
                account,
                queues,
                settings.MessageLease,
                provider,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<QueuePump>>()));
        }

        foreach (var function in functions.OfType<TimerFunction>())
            services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<TimerLoop>(provider, function));
    }

    private static WebApplication Mapped(WebApplication app, IReadOnlyList<Function> functions)
    {
        app.Use(FunctionEndpoints.DescribeAsync);
        var endpoints = app.Services.GetRequiredService<FunctionEndpoints>();
        foreach (var function in functions.OfType<HttpFunction>())
            endpoints.Map(app, function);

        return app;
    }
}
