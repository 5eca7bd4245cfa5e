using System.Text.Json;
using ChatraFunctions.Storage;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Transcripts;

/// <summary>The agents of a conversation, as <c>[{"id","name"?}]</c>; equal where that is.</summary>
/// <param name="Json">For a column and for an answer.</param>
internal sealed record AgentList(string Json)
{
    /// <summary>More than sit in any one conversation; what a sender may make up has to fit a row and a few transactions.</summary>
    private const int Max = 50;

    public IEnumerable<string> Ids => Agents.Select(agent => agent.Id).Distinct(StringComparer.Ordinal);

    public IReadOnlyList<ListedAgent> Agents => JsonSerializer.Deserialize(Json, ListJson.Default.IReadOnlyListListedAgent) ?? [];

    public static AgentList Of(JsonElement agents)
    {
        if (agents.ValueKind is not JsonValueKind.Array)
            return new AgentList("[]");

        var listed = agents.EnumerateArray()
            .Where(agent => agent.Find("id").IsString() && TableKey.Fits(agent.Find("id").GetString()!))
            .Take(Max)
            .Select(agent => new ListedAgent(agent.Find("id").GetString()!, agent.Find("name").IsString() ? SessionSummary.Cut(agent.Find("name").GetString()!) : null));
        return new AgentList(JsonSerializer.Serialize([.. listed], ListJson.Default.IReadOnlyListListedAgent));
    }
}
