namespace ChatraFunctions.Requests;

/// <summary>Why a request is refused; the number is the HTTP status it is answered with.</summary>
public enum RefusalReason
{
    Invalid = 400,
    Unauthorized = 401,
    NotFound = 404,

    /// <summary>None of the forms that the caller would take is one that there is.</summary>
    NotAcceptable = 406,

    /// <summary>The request is sound, but the thing is in a state in which it cannot be done.</summary>
    Conflict = 409,
    TooLarge = 413,
    NotJson = 415,

    /// <summary>Nothing is wrong with the request: it could not be made durable. The sender should try again.</summary>
    Unavailable = 503,
}
