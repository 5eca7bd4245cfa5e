using System.Text.Json.Nodes;

namespace ChatraFunctions.Simulator.Conversations;

/// <summary>A page of the shop.</summary>
internal sealed record Page(string Link, string Title)
{
    /// <summary>Where a visitor is of whom nobody said it: the documentation's.</summary>
    public static readonly Page Default = new("http://getwear.com/women/151254/", "Washed skinny jeans for women");

    public string HostName => Uri.TryCreate(Link, UriKind.Absolute, out var link) ? link.Host : Link;

    public static Page Of(JsonNode page) => new((string?)page["link"] ?? "", (string?)page["title"] ?? "");

    public JsonObject AsBody() => new() { ["link"] = Link, ["title"] = Title };
}
