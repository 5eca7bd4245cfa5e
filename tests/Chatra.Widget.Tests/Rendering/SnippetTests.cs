using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Chatra.Widget.Tests.Rendering;

/// <summary>The forms in which a page can have its widget.</summary>
public sealed partial class SnippetTests
{
    private const string Nonce = "rAnd0mBytes-of_48chars/+==";

    private static readonly ChatraWidget Widget = new("kZMvWhf8npAu3H6qd")
    {
        Setup = new ChatraSetup { ChatWidth = 400, ClientId = "0123456789abcdef", OnNewMessage = "shop.said", Mode = DisplayMode.Frame, InjectTo = InjectTarget.Variable("shop.block") },
        Integration = new ChatraIntegration { Name = "Jane" },
        Calls = [ChatraCall.OpenChat()],
    };

    [Fact]
    public void The_snippet_is_the_documented_set_up_and_the_official_loader() => Widget.ToHtml().ShouldBe(
        """
        <script>
        window.ChatraSetup = {
          "chatWidth": 400,
          "mode": "frame",
          "injectTo": shop.block,
          "clientId": "0123456789abcdef",
          "onNewMessage": function(...a){return shop.said(...a)}
        };
        window.ChatraIntegration = {
          "name": "Jane"
        };
        </script>
        <!-- Chatra {literal} -->
        <script>
            (function(d, w, c) {
                w.ChatraID = "kZMvWhf8npAu3H6qd";
                var s = d.createElement('script');
                w[c] = w[c] || function() {
                    (w[c].q = w[c].q || []).push(arguments);
                };
                s.async = true;
                s.src = "https://call.chatra.io/chatra.js";
                if (d.head) d.head.appendChild(s);
            })(document, window, 'Chatra');
        </script>
        <!-- /Chatra {/literal} -->
        <script>
        Chatra("openChat");
        </script>

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Every_script_has_the_nonce_and_nothing_else_changes()
    {
        var html = Widget.ToHtml(Nonce);

        html.Replace($" nonce=\"{Nonce}\"", "", StringComparison.Ordinal).ShouldBe(Widget.ToHtml());
        html.Split($"<script nonce=\"{Nonce}\">").Length.ShouldBe(4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("0123456789abcdef\" onload=\"x")]
    [InlineData("0123456789abcdef ")]
    [InlineData("0123456789abcdef\n")]
    [InlineData("0123456789abcdef===")]
    public void What_is_no_nonce_is_refused(string nonce)
    {
        Should.Throw<ChatraWidgetException>(() => Widget.ToHtml(nonce)).Name.ShouldBe("nonce");
        ChatraWidget.IsNonce(nonce).ShouldBeFalse();
    }

    /// <summary>As README.md and docs/widget.md have it: a policy can name the loader once for all.</summary>
    [Fact]
    public void The_loader_s_hash_is_the_same_for_all_customers_and_the_set_up_s_is_not()
    {
        var jane = new ChatraWidget("a") { Setup = new() { ClientId = "secret-of-jane" }, Integration = new ChatraIntegration { Name = "Jane" } };
        var tom = new ChatraWidget("a") { Setup = new() { ClientId = "secret-of-tom" }, Integration = new ChatraIntegration { Name = "Tom" } };

        jane.ScriptHashes().Count.ShouldBe(2);
        jane.ScriptHashes()[1].ShouldBe(tom.ScriptHashes()[1]);
        jane.ScriptHashes()[0].ShouldNotBe(tom.ScriptHashes()[0]);
        jane.ScriptHashes()[0].ShouldNotBe(new ChatraWidget("a") { Setup = jane.Setup, Integration = new ChatraIntegration { Name = "Jane D." } }.ScriptHashes()[0]);
    }

    [Fact]
    public void The_hashes_are_those_of_the_scripts() => Scripts().Matches(Widget.ToHtml())
        .Select(match => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(match.Groups["text"].Value)))}'")
        .ShouldBe(Widget.ScriptHashes());

    [Fact]
    public void The_loader_s_hash_is_the_same_for_all_customers() =>
        new ChatraWidget("kZMvWhf8npAu3H6qd") { Integration = new ChatraIntegration { Name = "Joan" } }.ScriptHashes()[1].ShouldBe(Widget.ScriptHashes()[1]);

    [Fact]
    public void JSON_has_all_of_it_with_what_is_the_page_s_own_by_name() => Widget.ToJson().ShouldBe(
        """{"id":"kZMvWhf8npAu3H6qd","script":"https://call.chatra.io/chatra.js","setup":{"chatWidth":400,"mode":"frame","clientId":"0123456789abcdef"}"""
        + ""","integration":{"name":"Jane"},"page":{"injectTo":"shop.block","onNewMessage":"shop.said"},"calls":[["openChat"]]}""");

    [Fact]
    public void The_npm_module_gets_its_three_members()
    {
        Widget.ToNpmJson().ShouldBe(
            """{"setup":{"chatWidth":400,"mode":"frame","clientId":"0123456789abcdef"},"integration":{"name":"Jane"},"page":{"injectTo":"shop.block","onNewMessage":"shop.said"},"ID":"kZMvWhf8npAu3H6qd"}""");
        Widget.ToNpmJavaScript().ShouldBe(
            """{"setup":{"chatWidth":400,"mode":"frame","injectTo":shop.block,"clientId":"0123456789abcdef","onNewMessage":function(...a){return shop.said(...a)}},"integration":{"name":"Jane"},"ID":"kZMvWhf8npAu3H6qd"}""");
        new ChatraWidget("a").ToNpmJson().ShouldBe("""{"setup":{},"ID":"a"}""");
    }

    [Theory]
    [InlineData("https://cdn.shop.example/chatra.js", true)]
    [InlineData("http://127.0.0.1:7072/chatra.js", true)]
    [InlineData("http://localhost:7072/chatra.js", true)]
    [InlineData("http://[::1]:7072/chatra.js", true)]
    [InlineData("http://shop.example/chatra.js", false)]
    [InlineData("/chatra.js", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/javascript,alert(1)", false)]
    [InlineData("file:///chatra.js", false)]
    public void The_script_comes_by_TLS_or_from_this_machine(string address, bool isTaken)
    {
        var script = new Uri(address, UriKind.RelativeOrAbsolute);
        if (isTaken)
            new ChatraWidget("a") { ScriptAddress = script }.ToHtml().ShouldContain(address);
        else
            Should.Throw<ChatraWidgetException>(() => new ChatraWidget("a") { ScriptAddress = script }).Name.ShouldBe("script address");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void A_widget_needs_its_account(string? id) => Should.Throw<ChatraWidgetException>(() => new ChatraWidget(id!)).Name.ShouldBe("ID");

    [Fact]
    public void JSON_may_be_read_in_any_culture_s_numbers()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");
        var json = new ChatraIntegration().Set("a", 1.5).Set("b", 1234567.5m).ToJson();
        Thread.CurrentThread.CurrentCulture = before;

        JsonDocument.Parse(json).RootElement.GetProperty("b").GetDecimal().ShouldBe(1234567.5m);
    }

    [GeneratedRegex("<script>(?<text>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scripts();
}
