using System.Text.Json.Nodes;
using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Conversations;

/// <summary>A visitor opens a page of the shop.</summary>
/// <param name="Page">Which.</param>
/// <param name="Details">What becomes known of the visitor, in the names of <c>clients</c>; what it does not name stays as it was.</param>
internal sealed record Arrival(Page Page, JsonObject Details)
{
    private const string DefaultLanguage = "en-US";

    private static readonly string[] Plain = ["groupId", "country", "city"];

    public static readonly Arrival Default = new(Page.Default, []);

    /// <summary>Name, e-mail, phone and notes are the visitor's own; what the site says of a customer is <c>integrationData</c>.</summary>
    public static Arrival Read(JsonRequest request)
    {
        var details = new JsonObject();
        var basic = Visitor.Basic.Select(name => (name, value: request.Optional(name))).Where(pair => pair.value is not null).ToList();
        if (basic.Count > 0)
            details["basicInfo"] = new JsonObject(basic.Select(pair => KeyValuePair.Create(pair.name, (JsonNode?)pair.value)));
        foreach (var name in Plain)
            Set(name, request.Optional(name));
        foreach (var name in new[] { "customFormData", "integrationData" })
            Set(name, request.OptionalObject(name) is { } value ? JsonObject.Create(value) : null);
        foreach (var name in Visitor.Consents.Where(request.Flag))
            details[name] = true;
        if (request.Optional("language") is { } language)
            SetLanguage(details, language);
        return new Arrival(ReadPage(request), details);

        void Set(string name, JsonNode? value)
        {
            if (value is not null)
                details[name] = value;
        }
    }

    /// <summary>What a browser tells by itself; a stranger's first visit begins with it.</summary>
    public static JsonObject Browser()
    {
        var details = new JsonObject
        {
            ["ip"] = "192.168.1.179",
            ["browser"] = "Chrome 45.0.2454",
            ["os"] = "Windows 10",
            ["userAgent"] = "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/45.0.2454.85 Safari/537.36",
            ["country"] = "Ireland",
            ["city"] = "Dublin",
        };
        SetLanguage(details, DefaultLanguage);
        return details;
    }

    /// <summary>The browser's ("en-US"), and that of the chat, which has no regions ("en").</summary>
    private static void SetLanguage(JsonObject details, string language)
    {
        details["browserLanguage"] = language;
        details["chatLanguage"] = language.Split('-')[0];
    }

    /// <summary>Where the visitor is, as the request's <c>page</c> says.</summary>
    public static Page ReadPage(JsonRequest request)
    {
        if (request.OptionalObject("page") is not { } page)
            return Page.Default;
        var read = new JsonRequest(page);
        var found = new Page(read.Required("link"), read.Optional("title") ?? "");
        if (read.Fault is not null)
            request.Refuse("page must have a link, and may have a title");
        return found;
    }
}
