namespace ChatraFunctions.Orders;

/// <summary>Why nobody is told, as <c>GET /messages/{key}</c> shows it. (A customer without a chat is <c>not bound</c>.)</summary>
internal static class SkipReasons
{
    public const string Test = "test order";
    public const string Deleted = "the order was deleted";
    public const string Guest = "guest: the order has no customer";
    public const string TooOld = "it is older than messages are kept: see the setting Retention__Days";
    public const string Withdrawn = "the parcel is not on its way any more";
    public const string UnknownOrder = "the order is not known, so neither is its customer";
    public const string Kind = "messages of this kind are not sent: see the setting Orders__Kinds";
}
