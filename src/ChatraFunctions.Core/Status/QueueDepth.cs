namespace ChatraFunctions.Status;

/// <summary>How many messages a queue and its poison queue hold, about: hidden ones count, as the storage service counts them.</summary>
public sealed record QueueDepth(int Depth, int Poison);
