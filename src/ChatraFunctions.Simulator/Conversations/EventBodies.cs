using System.Text.Json;
using System.Text.Json.Nodes;
using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Conversations;

/// <summary>The three events as documented, property by property in the documented order.</summary>
internal sealed class EventBodies(Agents agents)
{
    public JsonObject Started(HeldMessage message, Visitor visitor, Page page)
    {
        var body = new JsonObject { ["eventName"] = "chatStarted", ["message"] = Message(message) };
        if (message.AgentId is { } agentId)
            body["agent"] = Agent(agents.OfId(agentId));
        body["client"] = visitor.AsWebhook();
        body["hostName"] = page.HostName;
        body["chatStartedPage"] = page.AsBody();
        return body;
    }

    public JsonObject Fragment(IReadOnlyList<HeldMessage> messages, Visitor visitor) => new()
    {
        ["eventName"] = "chatFragment",
        ["messages"] = Messages(messages),
        ["agents"] = AgentsIn(messages),
        ["client"] = visitor.AsWebhook(),
    };

    public JsonObject Transcript(IReadOnlyList<HeldMessage> messages, Visitor visitor, Page page) => new()
    {
        ["eventName"] = "chatTranscript",
        ["messages"] = Messages(messages),
        ["offlineMessagesCount"] = messages.Count(message => message.IsMissed),
        ["agents"] = AgentsIn(messages),
        ["client"] = visitor.AsWebhook(),
        ["hostName"] = page.HostName,
        ["chatStartedPage"] = page.AsBody(),
    };

    /// <summary>Whoever wrote one of them, in the order of the first one; also who is named by a pushed one, as in the examples.</summary>
    public JsonArray AgentsIn(IReadOnlyList<HeldMessage> messages) =>
        [.. messages.Select(message => message.AgentId).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => Agent(agents.OfId(id)))];

    public JsonArray Messages(IReadOnlyList<HeldMessage> messages) => [.. messages.Select(Message)];

    private JsonObject Message(HeldMessage message)
    {
        var body = new JsonObject
        {
            ["id"] = message.Id,
            ["type"] = message.Type,
            ["text"] = message.Text,
            ["createdAt"] = message.CreatedAt,
        };
        if (message.AgentId is { } agentId)
        {
            body["agentId"] = agentId;
            body["agentName"] = agents.OfId(agentId).Name;
        }

        Flag("isTrigger", message.IsTrigger);
        Flag("isPushed", message.IsPushed);
        Flag("isMissed", message.IsMissed);
        Flag("isMissedByClient", message.IsMissedByClient);
        if (message.ReceivedFrom is { } receivedFrom)
            body["receivedFrom"] = receivedFrom;
        if (message.File is { ValueKind: JsonValueKind.Object } file)
            body["file"] = JsonObject.Create(file);
        return body;

        void Flag(string name, bool value)
        {
            if (value)
                body[name] = true;
        }
    }

    private static JsonObject Agent(Agent agent)
    {
        var body = new JsonObject { ["id"] = agent.Id, ["name"] = agent.Name };
        if (agent.Email is not null)
            body["email"] = agent.Email;
        if (agent.Userpic is not null)
            body["userpic"] = agent.Userpic;
        return body;
    }
}
