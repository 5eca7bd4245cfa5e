using System.Text.Json;
using AngleSharp.Html.Parser;

namespace Chatra.Widget.Tests.Rendering;

/// <summary>Whatever stands in the values: the same scripts, the same values, and nothing else.</summary>
public sealed class HostileTextTests
{
    private const int Samples = 3000;

    private static readonly HtmlParser Parser = new();

    public static TheoryData<int> Fifty => [.. Enumerable.Range(0, HostileTexts.Fifty.Count)];

    [Fact]
    public void There_are_fifty_and_no_two_alike()
    {
        HostileTexts.Fifty.Count.ShouldBe(50);
        HostileTexts.Fifty.ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Fifty))]
    public void Each_of_the_fifty_stays_a_value(int number) => ShouldStayAValue(HostileTexts.Fifty[number]);

    [Fact]
    public void So_does_every_mixture_of_what_hurts()
    {
        for (var seed = 0; seed < Samples; seed++)
            ShouldStayAValue(HostileTexts.Random(seed));
    }

    /// <summary>What may be at all: a harmless widget and one of this text are the same page but for the values.</summary>
    private static void ShouldStayAValue(string text)
    {
        var widget = With(text);
        var html = widget.ToHtml("c29tZSByYW5kb20gYnl0ZXM=");

        var page = Parser.ParseDocument($"<!doctype html><head>{html}</head><body><p id=last>").All.Select(element => element.LocalName);
        var harmless = Parser.ParseDocument($"<!doctype html><head>{With("Jane").ToHtml("c29tZSByYW5kb20gYnl0ZXM=")}</head><body><p id=last>").All.Select(element => element.LocalName);
        page.ShouldBe(harmless, text);
        html.All(char.IsAscii).ShouldBeTrue(text);
        html.Count(letter => letter == '<').ShouldBe(8, text); // Three scripts, their ends, two comments.
        string[] forms = [widget.ToJson(), widget.ToNpmJson(), widget.ToNpmJavaScript(), .. widget.Calls.SelectMany(call => new[] { call.ToJson(), call.ToJavaScript() })];
        foreach (var form in forms)
            form.IndexOfAny(['<', '>', '&', '\'', '\u2028', '\u2029', '\n', '\r', '\0']).ShouldBe(-1, text);

        var json = JsonDocument.Parse(widget.ToJson()).RootElement;
        json.GetProperty("integration").GetProperty("name").GetString().ShouldBe(HostileTexts.Readable(text));
        json.GetProperty("setup").GetProperty("groupId").GetString().ShouldBe(HostileTexts.Readable(text));
        json.GetProperty("setup").GetProperty("locale").GetProperty("name").GetString().ShouldBe(HostileTexts.Readable(text));
        json.GetProperty("calls")[0][1].GetString().ShouldBe(HostileTexts.Readable(text));
        JsonDocument.Parse(widget.ToNpmJavaScript()).RootElement.GetProperty("integration").GetProperty("notes").GetString().ShouldBe(HostileTexts.Readable(text));
    }

    private static ChatraWidget With(string text)
    {
        var integration = new ChatraIntegration { Name = text, Email = text, Phone = text, Notes = text }.Set("Own", text);
        if (text != "__proto__")
            integration.Set(text, text);
        return new ChatraWidget($"id{text}")
        {
            Integration = integration,
            Setup = new ChatraSetup { GroupId = text, Locale = new ChatraLocale { { "name", text } } },
            Calls = [ChatraCall.SendAutoMessage(text)],
        };
    }
}
