namespace ChatraFunctions.Storage;

/// <summary>Others changed the same rows again and again while we worked on them; a later try finds them quiet.</summary>
public sealed class StorageBusyException(string message) : Exception(message);
