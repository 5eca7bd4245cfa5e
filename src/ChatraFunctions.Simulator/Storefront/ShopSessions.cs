using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ChatraFunctions.Simulator.Storefront;

/// <summary>
/// Who is signed in, by a random cookie: the shop's server knows, and a browser that only says a customer's id is not believed. As this is a
/// demonstration, signing in takes no password.
/// </summary>
internal sealed class ShopSessions
{
    private const string Cookie = "shop-session";

    private readonly ConcurrentDictionary<string, ShopCustomer> _sessions = new(StringComparer.Ordinal);

    public void SignIn(HttpContext context, ShopCustomer customer)
    {
        if (context.Request.Cookies[Cookie] is { } before)
            _sessions.TryRemove(before, out _);

        var id = RandomNumberGenerator.GetHexString(40);
        _sessions[id] = customer;
        context.Response.Cookies.Append(Cookie, id, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/_simulator/shop" });
    }

    /// <returns>Null while nobody is signed in.</returns>
    public ShopCustomer? Find(HttpRequest request) => request.Cookies[Cookie] is { } id ? _sessions.GetValueOrDefault(id) : null;
}
