namespace ChatraFunctions.Secrets;

/// <summary>
/// A secret cannot be read, and none is known from before: nothing was sent, and nothing verified. Its message shows no secret.
/// </summary>
public sealed class KeysUnavailableException(string message, Exception innerException) : Exception(message, innerException);
