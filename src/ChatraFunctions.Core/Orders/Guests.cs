namespace ChatraFunctions.Orders;

/// <summary>What stands for the customer's id where an order has none.</summary>
internal sealed class Guests(OrderOptions options)
{
    public string? CustomerId(string? email, string? phone) => options.MatchGuestsBy switch
    {
        GuestMatch.Email => email?.ToLowerInvariant(),
        GuestMatch.Phone => phone,
        _ => null,
    };
}
