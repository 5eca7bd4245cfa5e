namespace ChatraFunctions.Secrets;

/// <summary>The keys cannot be read, and none are known from before: nothing was sent.</summary>
public sealed class KeysUnavailableException(string message, Exception innerException) : Exception(message, innerException);
