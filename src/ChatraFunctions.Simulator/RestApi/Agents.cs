using System.Security.Cryptography;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// Who speaks for the account: the documentation's two agents, the dummy ones that messages by e-mail make, and whoever else an
/// id was used of.
/// </summary>
internal sealed class Agents
{
    // The documentation hides their addresses.
    private static readonly Agent[] Real =
    [
        new("d9nKoegKSjmCtyK78", "Liz", "liz@getwear.example", "https://ucarecdn.com/93d1e396-2a78-4ece-82f0-7b8bb9043b78/"),
        new("bnRzp4CioKudG4aHm", "Julia", "julia@getwear.example", "https://ucarecdn.com/06e119c4-debd-420f-bb8c-7a2f261ca0e5/"),
    ];

    private readonly List<Agent> _agents = [.. Real];
    private readonly Lock _gate = new();

    public static string AnyOne() => Real[RandomNumberGenerator.GetInt32(Real.Length)].Id;

    /// <summary>"If there's no agent with specified email address in Chatra account, dummy agent will be created automatically."</summary>
    public string OfEmail(string email, string name)
    {
        lock (_gate)
            return (_agents.Find(agent => string.Equals(agent.Email, email, StringComparison.OrdinalIgnoreCase)) ?? Add(new(Ids.New(), name, email))).Id;
    }

    /// <summary>Any id is taken as an agent's, so one that is new has no more than a name.</summary>
    public Agent OfId(string id)
    {
        lock (_gate)
            return _agents.Find(agent => agent.Id == id) ?? Add(new(id, "Agent"));
    }

    public IReadOnlyList<Agent> All()
    {
        lock (_gate)
            return [.. _agents];
    }

    private Agent Add(Agent agent)
    {
        _agents.Add(agent);
        return agent;
    }
}
