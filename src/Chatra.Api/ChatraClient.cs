namespace Chatra.Api;

/// <summary>
/// Chatra's REST API (<see href="https://chatra.com/help/api/#rest-api"/>), one property a resource. Made by
/// <see cref="ChatraApiServices.AddChatraApi(Microsoft.Extensions.DependencyInjection.IServiceCollection, ChatraOptions, Action{Microsoft.Extensions.DependencyInjection.IHttpClientBuilder}?)"/>
/// or by hand; safe to keep and to use from many threads.
/// </summary>
/// <remarks>
/// Every call is one request at most. Nothing is retried and no rate is kept here: the account allows 60 requests a minute over
/// all its integrations (<see href="https://chatra.com/help/api/#rate-limiting"/>), so only the caller can tell when another one
/// may leave.
/// </remarks>
public sealed class ChatraClient
{
    /// <summary>A client over an HTTP client of your own: for one account of several, or without dependency injection.</summary>
    /// <param name="http">
    /// Sends the requests; it stays yours to dispose. Over the handler of <see cref="CreateHandler"/>, every promise of
    /// <see cref="ChatraErrorKind"/> holds; let its own <see cref="HttpClient.Timeout"/> be longer than
    /// <see cref="ChatraOptions.Timeout"/>.
    /// </param>
    /// <param name="keys">The account's keys.</param>
    /// <param name="options">Where Chatra is and how long to wait for it; the defaults when null.</param>
    /// <param name="time">By which time-outs and <c>Retry-After</c> dates are measured; the system's when null.</param>
    /// <exception cref="ArgumentException">An option makes no sense; the message names it.</exception>
    public ChatraClient(HttpClient http, IChatraKeySource keys, ChatraOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(keys);
        options ??= new ChatraOptions();
        ChatraOptions.ThrowIfFaulty(options);

        var connection = new ChatraConnection(http, keys, options, time ?? TimeProvider.System);
        Messages = new Messages(connection);
        PushedMessages = new PushedMessages(connection);
        Clients = new Clients(connection);
    }

    /// <summary>As the other, with keys that do not change while the client lives.</summary>
    /// <param name="http">Sends the requests.</param>
    /// <param name="keys">The account's keys.</param>
    /// <param name="options">Where Chatra is and how long to wait for it; the defaults when null.</param>
    /// <param name="time">By which time-outs and <c>Retry-After</c> dates are measured; the system's when null.</param>
    /// <exception cref="ArgumentException">An option makes no sense; the message names it.</exception>
    public ChatraClient(HttpClient http, ChatraKeys keys, ChatraOptions? options = null, TimeProvider? time = null)
        : this(http, new FixedKeys(keys ?? throw new ArgumentNullException(nameof(keys))), options, time)
    {
    }

    /// <summary>Agents' messages, as if a person wrote them.</summary>
    public Messages Messages { get; }

    /// <summary>Automated messages to visitors, such as order updates.</summary>
    public PushedMessages PushedMessages { get; }

    /// <summary>What Chatra knows about visitors.</summary>
    public Clients Clients { get; }

    /// <summary>
    /// The innermost handler, as <c>AddChatraApi</c> uses it: no redirects (a redirected POST would come out as a GET), no cookies,
    /// a second at most for connecting, and a failed connecting told from a lost answer. Keep it as long as the client.
    /// </summary>
    /// <param name="options">The defaults when null.</param>
    /// <exception cref="ArgumentException">An option makes no sense; the message names it.</exception>
    public static HttpMessageHandler CreateHandler(ChatraOptions? options = null)
    {
        options ??= new ChatraOptions();
        ChatraOptions.ThrowIfFaulty(options);
        return new ConnectingFailed(new SocketsHttpHandler
        {
            // A redirect means a wrong base address and is reported.
            AllowAutoRedirect = false,
            ConnectTimeout = options.ConnectTimeout,
            // A request that meets the server's closing of an idle connection is Uncertain. Servers close after 5 s (Node) to 60 s.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        });
    }
}
