namespace ChatraFunctions.Requests;

/// <summary>One offending place of a JSON body.</summary>
/// <param name="Pointer">RFC 6901 JSON pointer, such as <c>/client/chatId</c>; empty for the whole body.</param>
/// <param name="Reason">What was expected there.</param>
public sealed record Fault(string Pointer, string Reason);
