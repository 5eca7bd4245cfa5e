namespace ChatraFunctions.Secrets;

/// <summary>A secret that could not be read.</summary>
/// <param name="Name">What it is called; never what it is.</param>
/// <param name="Why">What the vault said to it.</param>
/// <param name="IsKept">It was read before, and goes on being used.</param>
public sealed record SecretFault(string Name, Exception Why, bool IsKept);
