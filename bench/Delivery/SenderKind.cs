namespace Delivery.Bench;

/// <summary>Who sends.</summary>
public enum SenderKind
{
    /// <summary>The app itself: LocalHost, Azurite, a simulated Chatra.</summary>
    Product,

    /// <summary>As fast as it goes; waits as Chatra asks when it is refused.</summary>
    UntilRefused,

    /// <summary>A request every 60 s / limit, whatever the answer; what was refused is sent again in its turn.</summary>
    FixedDelay,
}
