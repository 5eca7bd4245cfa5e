using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Orders;

/// <summary>One kind of sender of order events: knows its signature and its shapes.</summary>
public interface IOrderSource
{
    /// <summary>The <c>{source}</c> of the route.</summary>
    string Name { get; }

    /// <summary>Whether the content type is one that this sender uses.</summary>
    bool Accepts(HttpRequest request);

    /// <summary>Verifies the raw body, then reads what it says from it and the headers.</summary>
    Outcome<OrderSubmission> Read(IHeaderDictionary headers, byte[] body);
}
