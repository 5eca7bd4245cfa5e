using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Orders;

/// <summary>One kind of sender of order events: knows its signature and its shapes.</summary>
public interface IOrderSource
{
    /// <summary>The <c>{source}</c> of the route.</summary>
    string Name { get; }

    /// <summary>Whether the content type is one that this sender uses for JSON.</summary>
    bool Accepts(HttpRequest request);

    /// <summary>Verifies the raw body, then reads the event from it and the headers.</summary>
    Outcome<IdentifiedOrderEvent> Read(IHeaderDictionary headers, byte[] body);
}
