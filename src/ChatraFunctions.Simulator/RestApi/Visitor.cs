using System.Text.Json.Nodes;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// A visitor as <c>clients</c> shows one. What is derived (<c>displayedName</c>, <c>info</c>) is made anew from the rest each time.
/// Not changed in place: a new one takes its place.
/// </summary>
internal sealed class Visitor
{
    /// <summary>What the resource can change, in the documented order.</summary>
    public static readonly IReadOnlyList<string> Basic = ["name", "email", "phone", "notes"];

    private static readonly string[] Sources = ["basicInfo", "customFormData", "integrationData"];

    private readonly JsonObject _known;
    private readonly string _colour;

    private Visitor(JsonObject known, string colour) => (_known, _colour) = (known, colour);

    public string Id => (string)_known["id"]!;

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

    /// <summary>The documented properties in the documented order.</summary>
    public JsonObject AsBody()
    {
        var body = new JsonObject();
        var info = Info();
        foreach (var (name, value) in _known.Where(property => !Sources.Contains(property.Key)))
            body[name] = value?.DeepClone();
        body["displayedName"] = info["name"]?.DeepClone() ?? _colour;
        foreach (var source in Sources.Where(_known.ContainsKey))
            body[source] = _known[source]!.DeepClone();
        body["info"] = info;
        return body;
    }

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
