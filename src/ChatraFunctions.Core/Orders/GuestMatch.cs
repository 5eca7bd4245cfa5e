namespace ChatraFunctions.Orders;

/// <summary>By what the customer of an order is known that names no customer.</summary>
public enum GuestMatch
{
    /// <summary>By nothing: the message is skipped.</summary>
    Nothing,

    /// <summary>The order's e-mail address, in lower case, stands for the customer's id.</summary>
    Email,

    /// <summary>The order's phone number, as it is written, stands for the customer's id.</summary>
    Phone,
}
