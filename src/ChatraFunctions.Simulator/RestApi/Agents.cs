using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>Who speaks for the account: the documentation's two agents, and the dummy ones that messages by e-mail make.</summary>
internal sealed class Agents
{
    private static readonly string[] Real = ["d9nKoegKSjmCtyK78", "bnRzp4CioKudG4aHm"];

    private readonly ConcurrentDictionary<string, string> _dummies = new(StringComparer.OrdinalIgnoreCase);

    public static string AnyOne() => Real[RandomNumberGenerator.GetInt32(Real.Length)];

    /// <summary>
    /// "If there's no agent with specified email address in Chatra account, dummy agent will be created automatically." The real
    /// ones have no address that the documentation shows, so the first message from any address makes its agent.
    /// </summary>
    public string OfEmail(string email) => _dummies.GetOrAdd(email, _ => Ids.New());
}
