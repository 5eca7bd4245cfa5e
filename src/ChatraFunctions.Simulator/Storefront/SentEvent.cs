namespace ChatraFunctions.Simulator.Storefront;

/// <summary>An event of the shop, and what the app answered. Its signature is not shown.</summary>
internal sealed record SentEvent(string OrderId, string Kind, string Method, string Address, string Topic, int Status, string Answer);
