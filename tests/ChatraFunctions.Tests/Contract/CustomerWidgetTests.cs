using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>GET /customers/{customerId}/widget.</summary>
public sealed class CustomerWidgetTests(WidgetFixture fixture) : IClassFixture<WidgetFixture>
{
    private const string Nonce = "c29tZSByYW5kb20gYnl0ZXM=";
    private const string Hostile = "</script><script>alert(1)</script><!-- \u2028'\"`${x}";

    private readonly Api _api = fixture.App.Api;

    [Theory]
    [InlineData("42")]
    [InlineData("jané/doe@example.com #1 100%")]
    public async Task A_customer_is_bound_once_and_their_widget_is_the_shop_s_with_what_is_known_of_them(string customerId)
    {
        await _api.SendAsync("PUT", $"customers/{Uri.EscapeDataString(customerId)}", """{"name":"Jane","email":"jane@example.com","phone":"353 1","notes":"Loves jeans"}""");
        (await _api.GetAsync($"customers/{Uri.EscapeDataString(customerId)}/binding")).ShouldBeProblem(HttpStatusCode.NotFound);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => GetAsync(customerId)));

        var body = answers.Select(answer => answer.ShouldBe(HttpStatusCode.OK).Body).Distinct().ShouldHaveSingleItem();
        var clientId = (await _api.GetAsync($"customers/{Uri.EscapeDataString(customerId)}/binding")).ShouldBe(HttpStatusCode.OK).Json["clientId"]!.GetValue<string>();
        body.ShouldBe(
            $$$"""{"id":"{{{SimulatedChatra.PublicKey}}}","script":"http://127.0.0.1:7072/chatra.js","setup":{"chatWidth":400,"colors":{"buttonBg":"#5ece1a"},"clientId":"{{{clientId}}}"}"""
            + ""","integration":{"name":"Jane","email":"jane@example.com","phone":"353 1","notes":"Loves jeans"},"page":{"onNewMessage":"shop.said"}}""");
    }

    [Fact]
    public async Task A_customer_nobody_knows_has_a_widget_with_nothing_said() =>
        (await GetAsync("nobody")).ShouldBe(HttpStatusCode.OK).Json["integration"]!.ToJsonString().ShouldBe("{}");

    [Fact]
    public async Task As_HTML_it_is_the_snippet_with_the_nonce_of_the_page()
    {
        var answer = (await GetAsync("html", $"?format=html&nonce={Uri.EscapeDataString(Nonce)}")).ShouldBe(HttpStatusCode.OK);

        answer.ContentType.ShouldBe("text/html");
        answer.Body.ShouldStartWith($"<script nonce=\"{Nonce}\">\nwindow.ChatraSetup = {{\n  \"chatWidth\": 400,");
        answer.Body.ShouldContain("\"onNewMessage\": function(...a){return shop.said(...a)}");
        answer.Body.ShouldContain($"w.ChatraID = \"{SimulatedChatra.PublicKey}\";");
        answer.Headers["Widget-Script-Hashes"].Split(' ').ShouldAllBe(hash => hash.StartsWith("'sha256-"));
        answer.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'");
    }

    /// <summary>A browser hashes what is between the tags.</summary>
    [Theory]
    [InlineData("?format=html")]
    [InlineData("?format=html&nonce=c29tZSByYW5kb20gYnl0ZXM%3D")]
    public async Task The_hashes_are_those_of_the_scripts_set_up_first_then_the_loader(string query)
    {
        var answer = (await GetAsync("hashed", query)).ShouldBe(HttpStatusCode.OK);

        var scripts = answer.Body.Split("<script")[1..].Select(script => script[(script.IndexOf('>', StringComparison.Ordinal) + 1)..script.IndexOf("</script>", StringComparison.Ordinal)]).ToList();
        answer.Headers["Widget-Script-Hashes"].Split(' ').ShouldBe(
            scripts.Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'"));
        scripts[0].ShouldContain("window.ChatraSetup");
        scripts[1].ShouldContain("chatra.js");
    }

    [Fact]
    public async Task For_npm_it_is_the_configuration_of_init()
    {
        var json = (await GetAsync("npm", "?format=npm")).ShouldBe(HttpStatusCode.OK).Json;

        json.Select(member => member.Key).ShouldBe(["setup", "integration", "page", "ID"]);
        json["ID"]!.GetValue<string>().ShouldBe(SimulatedChatra.PublicKey);
    }

    [Fact]
    public async Task Facts_of_the_order_of_which_there_was_news_last_are_said_and_nobody_else_s()
    {
        await _api.BindAsync("orders");
        await _api.PostOrderAsync(Placed("1001", "2026-02-01T10:00:00Z"));
        await _api.MessageAsync("cloudevents:1001:placed", "sent");
        (await GetAsync("orders")).Json["integration"]!.ToJsonString().ShouldBe(
            """{"Order":"#1001","Order state":"placed","Order state since":"2026-02-01 10:00 UTC","Order total":"199.00 USD","Order source":"cloudevents"}""");

        await _api.PostOrderAsync(OrderEvents.Shipped("1002", "orders").ToJsonString());
        await _api.MessageAsync("cloudevents:1002:shipped", "sent");
        // A message of the caller's own, whose key looks like that of somebody else's order.
        await _api.PostMessageAsync(new JsonObject { ["customerId"] = "other", ["text"] = "Hi", ["key"] = "cloudevents:1002:paid:2" });

        var integration = (await GetAsync("orders")).Json["integration"]!.AsObject();
        (integration["Order"]!.GetValue<string>(), integration["Order state"]!.GetValue<string>(), integration["Order tracking"]!.GetValue<string>())
            .ShouldBe(("#1002", "shipped", "9114 5847 4668 (DHL)"));
        (await GetAsync("other")).Json["integration"]!.ToJsonString().ShouldBe("{}");
    }

    [Theory]
    [InlineData("json")]
    [InlineData("html")]
    [InlineData("npm")]
    public async Task No_cache_may_keep_it(string format)
    {
        var answer = (await GetAsync("cached", $"?format={format}")).ShouldBe(HttpStatusCode.OK);

        ShouldStayOutOfCaches(answer);
    }

    [Theory]
    [InlineData("GET", "refused/widget?format=xml", HttpStatusCode.BadRequest)]
    [InlineData("GET", "uncached-unknown/binding", HttpStatusCode.NotFound)]
    [InlineData("PUT", "uncached/binding", HttpStatusCode.Created)]
    [InlineData("PUT", "uncached/binding", HttpStatusCode.BadRequest, "[]")]
    [InlineData("GET", "uncached", HttpStatusCode.OK)]
    [InlineData("PUT", "uncached", HttpStatusCode.BadRequest, "[]")]
    [InlineData("DELETE", "uncached-unknown/binding", HttpStatusCode.NoContent)]
    public async Task Nor_any_other_answer_about_a_customer(string method, string path, HttpStatusCode status, string? body = null)
    {
        if (method == "GET" && status == HttpStatusCode.OK)
            await _api.BindAsync(path);
        else if (status == HttpStatusCode.Created)
            await _api.SendAsync("DELETE", $"customers/{path}");

        var answer = body is null ? await _api.SendAsync(method, $"customers/{path}") : await _api.SendAsync(method, $"customers/{path}", body);

        ShouldStayOutOfCaches(answer.ShouldBe(status));
    }

    [Theory]
    [InlineData("chats?day=2026-03-01")]
    [InlineData("chats?q=words&from=2026-03-01&to=2026-03-01")]
    [InlineData("chats/nothing")]
    [InlineData("messages?status=sent")]
    [InlineData("messages/nothing")]
    [InlineData("orders/shopify/nothing")]
    [InlineData("export?from=2026-03-01&to=2026-03-01&format=csv")]
    [InlineData("clients/nobody/export")]
    public async Task Nor_what_is_read_of_conversations_messages_and_orders(string path) => ShouldStayOutOfCaches(await _api.GetAsync(path));

    [Theory]
    [InlineData("json")]
    [InlineData("html")]
    [InlineData("npm")]
    public async Task Hostile_customers_are_text_in_every_form(string format)
    {
        await _api.SendAsync("PUT", "customers/hostile", new JsonObject { ["name"] = Hostile, ["email"] = Hostile, ["notes"] = Hostile }.ToJsonString());

        var answer = (await GetAsync("hostile", $"?format={format}")).ShouldBe(HttpStatusCode.OK);

        answer.Body.ShouldAllBe(letter => char.IsAscii(letter));
        answer.Body.ShouldNotContain("alert(1)</script>");
        answer.Body.Count(letter => letter == '<').ShouldBe(format == "html" ? 6 : 0);
        if (format != "html")
            answer.Json["integration"]!["name"]!.GetValue<string>().ShouldBe(Hostile);
    }

    [Theory]
    [InlineData("?format=xml", "?format")]
    [InlineData("?nonce=c29tZSByYW5kb20gYnl0ZXM%3D", "?nonce")]
    [InlineData("?format=html&nonce=short", "?nonce")]
    [InlineData("?format=html&nonce=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", "?nonce")]
    public async Task A_wrong_query_is_refused_and_binds_nobody(string query, string pointer)
    {
        (await GetAsync("refused", query)).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe([pointer]);
        (await _api.GetAsync("customers/refused/binding")).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_of_another_origin_may_not_read_it()
    {
        var answer = await _api.SendAsync("GET", "customers/elsewhere/widget", headers: [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")]);

        answer.Headers.Keys.ShouldNotContain(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    private static void ShouldStayOutOfCaches(Answer answer)
    {
        answer.Headers["Cache-Control"].Split(", ").ShouldBe(["private", "no-store"], ignoreOrder: true);
        answer.Headers.Keys.ShouldNotContain("ETag");
    }

    private Task<Answer> GetAsync(string customerId, string query = "") => _api.GetAsync($"customers/{Uri.EscapeDataString(customerId)}/widget{query}");

    private static string Placed(string orderId, string time)
    {
        var placed = OrderEvents.Event("order.placed", new JsonObject { ["orderId"] = orderId, ["orderNumber"] = $"#{orderId}", ["customerId"] = "orders", ["total"] = "199.00", ["currency"] = "USD" });
        placed["time"] = time;
        return placed.ToJsonString();
    }
}
