namespace ChatraFunctions.Orders;

/// <summary>A kind of sender, and who reads its events with the secrets that are valid at that moment.</summary>
/// <param name="Name">The <c>{source}</c> of the route.</param>
/// <param name="SecretName">What the secret is called that it signs with.</param>
/// <param name="With">Throws a <see cref="FormatException"/> where a secret cannot be one of this kind.</param>
public sealed record OrderSourceKind(string Name, string SecretName, Func<IReadOnlyList<string>, IOrderSource> With);
