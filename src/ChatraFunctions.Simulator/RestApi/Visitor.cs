using System.Text.Json.Nodes;
using ChatraFunctions.Simulator.Conversations;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// A visitor as <c>clients</c> shows one. What is derived (<c>displayedName</c>, <c>info</c>) is made anew from the rest each time.
/// Not changed in place: a new one takes its place.
/// </summary>
internal sealed class Visitor
{
    /// <summary>What the resource can change, in the documented order.</summary>
    public static readonly IReadOnlyList<string> Basic = ["name", "email", "phone", "notes"];

    /// <summary>Webhooks have them, the resource has not.</summary>
    public static readonly IReadOnlyList<string> Consents = ["marketingConsent", "termsOfServiceConsent"];

    private static readonly string[] Order =
    [
        "id", "chatId", "chatLink", "groupId", "color", "ip", "browserLanguage", "chatLanguage", "browser", "os", "userAgent", "country",
        "city", "latestVisit",
    ];

    private static readonly string[] Sources = ["basicInfo", "customFormData", "integrationData"];

    private readonly JsonObject _known;
    private readonly string _colour;

    private Visitor(JsonObject known, string colour) => (_known, _colour) = (known, colour);

    public string Id => (string)_known["id"]!;

    public string ChatId => (string)_known["chatId"]!;

    /// <summary>Whether the latest visit goes on.</summary>
    public bool IsOnline => Visit is { } visit && !visit.ContainsKey("finishedAt");

    /// <summary>The latest page, of the latest visit.</summary>
    public Page Page => Visit?["viewedPages"]?.AsArray() is [.., { } page] ? Page.Of(page) : Page.Default;

    /// <summary>The pages of the latest visit.</summary>
    public JsonArray ViewedPages() => Visit?["viewedPages"]?.DeepClone().AsArray() ?? [];

    private JsonObject? Visit => _known["latestVisit"] as JsonObject;

    /// <summary>One of whom nothing is known yet.</summary>
    public static Visitor Stranger(string id)
    {
        var chatId = Ids.New();
        var known = new JsonObject
        {
            ["id"] = id,
            ["chatId"] = chatId,
            ["chatLink"] = $"https://app.chatra.io/chat/{chatId}",
            ["color"] = "#ff8c00",
            ["basicInfo"] = new JsonObject(),
        };
        return new Visitor(known, "Dark Orange");
    }

    /// <summary>One of whom all this is known, in the form of the API; what is derived is left aside.</summary>
    public static Visitor Known(JsonObject body)
    {
        var known = body.DeepClone().AsObject();
        known.Remove("displayedName");
        known.Remove("info");
        return new Visitor(known, "Dark Orange");
    }

    /// <summary>As edited in the dashboard: null removes, what is not named stays.</summary>
    public Visitor With(IReadOnlyDictionary<string, string?> changes)
    {
        var known = _known.DeepClone().AsObject();
        var before = known["basicInfo"] as JsonObject;
        var after = new JsonObject();
        foreach (var name in Basic)
        {
            var value = changes.TryGetValue(name, out var changed) ? changed : (string?)before?[name];
            if (value is not null)
                after[name] = value;
        }

        known["basicInfo"] = after;
        return new Visitor(known, _colour);
    }

    /// <summary>On a page: the first of a visit, or the next of it.</summary>
    public Visitor Arrived(Arrival arrival, long at)
    {
        var known = _known.DeepClone().AsObject();
        var details = Visit is null ? Arrival.Browser() : [];
        foreach (var (name, value) in details.Concat(arrival.Details))
            known[name] = value?.DeepClone();
        if (arrival.Details["basicInfo"] is JsonObject basic)
            known["basicInfo"] = Merged(_known["basicInfo"] as JsonObject, basic);

        var visit = IsOnline ? known["latestVisit"]!.AsObject() : new JsonObject { ["startedAt"] = at, ["viewedPages"] = new JsonArray() };
        visit["viewedPages"]!.AsArray().Add(arrival.Page.AsBody());
        known["latestVisit"] = visit;
        return new Visitor(known, _colour);
    }

    /// <summary>
    /// As the site says by the widget: null removes a property of the visitor, and with <paramref name="isPartial"/> one of the data, of which
    /// what is not named stays then.
    /// </summary>
    public Visitor Informed(JsonObject details, bool isPartial)
    {
        var known = _known.DeepClone().AsObject();
        foreach (var (name, value) in details)
        {
            if (value is JsonObject data && isPartial && known[name] is JsonObject before)
                Merge(before, data);
            else if (value is null)
                known.Remove(name);
            else
                known[name] = WithoutNulls(value.DeepClone());
        }

        return new Visitor(known, _colour);
    }

    /// <summary>Offline.</summary>
    public Visitor Left(long at)
    {
        var known = _known.DeepClone().AsObject();
        var visit = known["latestVisit"]!.AsObject();
        visit.Insert(1, "finishedAt", at); // Where the documentation has it.
        return new Visitor(known, _colour);
    }

    /// <summary>As a webhook shows the visitor: with the consents.</summary>
    public JsonObject AsWebhook()
    {
        var body = AsBody();
        foreach (var name in Consents.Where(_known.ContainsKey))
            body[name] = _known[name]!.DeepClone();
        return body;
    }

    /// <summary>The documented properties in the documented order.</summary>
    public JsonObject AsBody()
    {
        var body = new JsonObject();
        var info = Info();
        var others = _known.Where(property => !Sources.Contains(property.Key) && !Consents.Contains(property.Key));
        foreach (var (name, value) in others.OrderBy(property => Array.IndexOf(Order, property.Key) is var place and >= 0 ? place : Order.Length))
            body[name] = value?.DeepClone();
        body["displayedName"] = info["name"]?.DeepClone() ?? _colour;
        foreach (var source in Sources.Where(_known.ContainsKey))
            body[source] = _known[source]!.DeepClone();
        body["info"] = info;
        return body;
    }

    private static void Merge(JsonObject data, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
                data.Remove(name);
            else
                data[name] = value.DeepClone();
        }
    }

    private static JsonNode WithoutNulls(JsonNode value)
    {
        if (value is JsonObject data)
            Merge(data, new JsonObject(data.Where(property => property.Value is null).Select(property => KeyValuePair.Create(property.Key, (JsonNode?)null)).ToList()));
        return value;
    }

    private static JsonObject Merged(JsonObject? before, JsonObject changes) =>
        new(Basic.Where(name => changes.ContainsKey(name) || before?.ContainsKey(name) is true)
            .Select(name => KeyValuePair.Create(name, (changes[name] ?? before?[name])?.DeepClone())));

    /// <summary>
    /// "Combination of the three above, priority is given to the information filled by visitor and/or agents." In the examples the
    /// basic properties come first, then those of the form, then those of the site.
    /// </summary>
    private JsonObject Info()
    {
        var all = Sources.Select(source => _known[source]).OfType<JsonObject>().ToList();
        var info = new JsonObject();
        foreach (var name in Basic.Concat(all.SelectMany(source => source.Select(property => property.Key))))
        {
            if (!info.ContainsKey(name) && all.Find(source => source.ContainsKey(name)) is { } first)
                info[name] = first[name]?.DeepClone();
        }

        return info;
    }
}
