namespace ChatraFunctions.Tests.Delivery;

/// <summary>What is measured against the clock runs when nothing else does: last, and one class after the other.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
