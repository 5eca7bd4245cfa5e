namespace Chatra.Api;

/// <summary>How the keys travel (<see href="https://chatra.com/help/api/#authorization"/>); Chatra takes either.</summary>
public enum ChatraAuthorization
{
    /// <summary>Chatra's own scheme: <c>Authorization: Chatra.Simple PUBLIC:SECRET</c>.</summary>
    Simple,

    /// <summary>The same pair as Basic authentication (RFC 7617), for proxies that let only known schemes through.</summary>
    Basic,
}
