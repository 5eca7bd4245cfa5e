using System.Text.Json.Nodes;

namespace ChatraFunctions.Core.Tests.Transcripts;

/// <summary>
/// Sets of events of one chat that disagree as much as they can: the same messages with other texts, equal instants, other
/// clients, starts in any event, unknown and wrong properties, events of one transaction and of two.
/// </summary>
internal static class RandomEvents
{
    public const string ChatId = "chat/1?#!";

    private const long Noon = 1_767_268_800_000;

    public static List<string> Of(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, random.Next(3, 7)).Select(_ => Event(random)).Distinct()];
    }

    private static string Event(Random random)
    {
        var messages = Enumerable.Range(0, random.Next(0, 4)).Select(_ => Message(random)).ToArray();
        var json = random.Next(3) switch
        {
            0 => new JsonObject { ["eventName"] = "chatStarted", ["message"] = Message(random), ["hostName"] = Pick(random, "a.com", "b.com") },
            1 => new JsonObject { ["eventName"] = "chatFragment", ["messages"] = new JsonArray(messages) },
            _ => new JsonObject
            {
                ["eventName"] = "chatTranscript",
                ["messages"] = new JsonArray([.. messages, Message(random), .. random.Next(4) == 0 ? Many(random) : []]),
                ["offlineMessagesCount"] = random.Next(3),
                ["hostName"] = Pick(random, "a.com", null),
            },
        };
        json["client"] = Client(random);
        if (random.Next(2) == 0)
            json[Pick(random, "agents", "campaign")!] = new JsonArray(random.Next(3), "x");

        return json.ToJsonString();
    }

    /// <summary>More rows than one transaction takes.</summary>
    private static IEnumerable<JsonObject> Many(Random random)
    {
        var first = At(random);
        return Enumerable.Range(0, 105).Select(number => new JsonObject { ["id"] = $"many-{number}", ["type"] = "client", ["createdAt"] = first + number, ["text"] = $"text {random.Next(3)}" });
    }

    /// <summary>Few ids and few instants, some of them days apart.</summary>
    private static JsonObject Message(Random random)
    {
        var message = new JsonObject
        {
            ["id"] = Pick(random, "a", "b/?", "c"),
            ["type"] = Pick(random, "client", "agent"),
            ["createdAt"] = At(random),
            ["text"] = $"text {random.Next(3)} שלום 🙂",
        };
        if (random.Next(3) == 0)
            message["isMissed"] = random.Next(2) == 0;
        if (random.Next(3) == 0)
            message["agentId"] = random.Next(2) == 0 ? 5 : "agent";
        return message;
    }

    private static JsonObject Client(Random random)
    {
        var client = new JsonObject { ["id"] = Pick(random, "client one", "client/two"), ["chatId"] = ChatId, ["displayedName"] = Pick(random, "Jane", "Joe", null) };
        if (random.Next(2) == 0)
            client["latestVisit"] = new JsonObject { ["startedAt"] = Noon, ["finishedAt"] = random.Next(2) == 0 ? At(random) : "unknown" };
        return client;
    }

    private static long At(Random random) => Noon + (random.Next(-2, 3) * 40_000_000L) + random.Next(2);

    private static string? Pick(Random random, params string?[] values) => values[random.Next(values.Length)];
}
