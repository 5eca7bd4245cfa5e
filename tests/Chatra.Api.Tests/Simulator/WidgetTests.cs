using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Chatra.Api.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace Chatra.Api.Tests.Simulator;

/// <summary>What the widget of a page asks for, and is told.</summary>
public sealed class WidgetTests
{
    private const string Visitor = "kZMvWhf8npAu3H6qd57w2Hv6nh6rnxvg";
    private const string Liz = "d9nKoegKSjmCtyK78";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Script_has_all_its_files_and_makes_no_code_of_text()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var answer = await chatra.Http.GetAsync(new Uri(new Uri(chatra.BaseUrl), "/chatra.js"), Cancellation);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        var script = await answer.Content.ReadAsStringAsync(Cancellation);
        var files = typeof(ChatraFunctions.Simulator.SimulatorApp).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("widget/", StringComparison.Ordinal) && name.EndsWith(".js", StringComparison.Ordinal)).ToList();
        files.Count.ShouldBeGreaterThan(5);
        foreach (var file in files)
            script.ShouldContain($"\n// {file["widget/".Length..]}\n");
        foreach (var forbidden in new[] { "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function" })
            script.ShouldNotContain(forbidden);
    }

    [Fact]
    public async Task Account_is_known_by_its_public_key()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var answer = await PostAsync(chatra, "arrive", new { publicKey = "another", clientId = Visitor });
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("public key");
        (await chatra.Control.GetStringAsync("chats", Cancellation)).ShouldBe("""{"chats":[]}""");
    }

    [Fact]
    public async Task Message_that_comes_again_is_one_message()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var first = await AskAsync(chatra, "say", new { text = "Hello?", key = "1" });
        var again = await AskAsync(chatra, "say", new { text = "Hello?", key = "1" });
        var next = await AskAsync(chatra, "say", new { text = "Hello?", key = "2" });

        (again["id"]!.ToString(), next["id"]!.ToString()).ShouldBe((first["id"]!.ToString(), (await ViewAsync(chatra))["messages"]![1]!["id"]!.ToString()));
        (await ViewAsync(chatra))["messages"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task News_are_what_came_changed_and_went_since_the_last_ones()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var messages = Client.For(chatra.BaseUrl).PushedMessages;
        var kept = await messages.CreateAsync(new(Visitor, "one"), Cancellation);
        var gone = await messages.CreateAsync(new(Visitor, "two"), Cancellation);
        await messages.CreateAsync(new("another", "not for this visitor"), Cancellation);
        var first = await NewsAsync(chatra);
        Texts(first).ShouldBe(["one", "two"]);
        first["unread"]!.GetValue<int>().ShouldBe(2);

        await messages.UpdateAsync(kept.Id, "one, edited", Cancellation);
        await messages.DeleteAsync(gone.Id, Cancellation);
        await chatra.Control.PostAsJsonAsync($"agents/{Liz}/say", new { clientId = Visitor, text = "three" }, Cancellation);

        var second = await NewsAsync(chatra, first);
        Texts(second).ShouldBe(["one, edited", "", "three"]);
        second["messages"]!.AsArray().Select(message => message!["isDeleted"]!.GetValue<bool>()).ShouldBe([false, true, false]);
        second["messages"]![2]!["agentName"]!.ToString().ShouldBe("Liz");
    }

    [Fact]
    public async Task Who_has_seen_all_waits_until_something_happens()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var first = await NewsAsync(chatra);
        var waiting = NewsAsync(chatra, first);
        await Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new("another", "not for this visitor"), Cancellation);
        await Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new(Visitor, "shipped"), Cancellation);
        Texts(await waiting).ShouldBe(["shipped"]);
    }

    [Fact]
    public async Task Fifth_who_waits_lets_the_first_go_for_a_moment()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var seen = await NewsAsync(chatra);
        var waiting = new List<Task<JsonNode>>();
        for (var count = 0; count < 5; count++)
        {
            waiting.Add(NewsAsync(chatra, seen));
            await Task.Delay(50, Cancellation); // In this order.
        }

        var first = await await Task.WhenAny(waiting);
        first["again"]!.GetValue<double>().ShouldBeGreaterThan(0);
        first["version"]!.GetValue<long>().ShouldBe(seen["version"]!.GetValue<long>());
        waiting.Count(task => !task.IsCompleted).ShouldBe(4);
        await Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new(Visitor, "for all"), Cancellation);
        (await Task.WhenAll(waiting)).Count(news => news["messages"] is not null).ShouldBe(4);
    }

    [Fact]
    public async Task Nobody_waits_where_none_is_to()
    {
        await using var chatra = await SimulatedChatra.StartAsync(newsWait: 0);
        var seen = await NewsAsync(chatra);
        (await NewsAsync(chatra, seen))["again"]!.GetValue<double>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task New_account_tells_all_from_the_start()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var seen = await NewsAsync(chatra);
        await chatra.Control.DeleteAsync("messages", Cancellation);
        var next = await NewsAsync(chatra, seen);
        next["account"]!.ToString().ShouldNotBe(seen["account"]!.ToString());
    }

    [Fact]
    public async Task Data_are_overwritten_or_changed_in_part_and_null_removes()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await AskAsync(chatra, "arrive", new { integrationData = new { name = "Lion", phone = "+41", plan = 3 }, groupId = "g1" });
        await AskAsync(chatra, "data", new { integrationData = new { phone = (string?)null, email = "lion@example.com" }, update = true });
        (await DataAsync(chatra)).ShouldBe("""{"name":"Lion","plan":3,"email":"lion@example.com"}""");
        (await ViewAsync(chatra))["client"]!["groupId"]!.ToString().ShouldBe("g1");

        await AskAsync(chatra, "data", new { integrationData = new { name = "Lion" } });
        await AskAsync(chatra, "data", new { groupId = (string?)null });
        (await DataAsync(chatra)).ShouldBe("""{"name":"Lion"}""");
        (await ViewAsync(chatra))["client"]!["groupId"].ShouldBeNull();
    }

    [Fact]
    public async Task Closed_widget_has_read_nothing_and_an_open_one_all()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new(Visitor, "shipped"), Cancellation);
        await AskAsync(chatra, "arrive", new { });
        var closed = await NewsAsync(chatra);
        closed["unread"]!.GetValue<int>().ShouldBe(1);
        await AskAsync(chatra, "read", new { });
        (await NewsAsync(chatra, closed))["unread"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Visitor_whose_pages_are_closed_leaves_after_a_while()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        await using var chatra = await SimulatedChatra.StartAsync(time);
        await AskAsync(chatra, "arrive", new { page = new { link = "https://shop.example/", title = "Shop" } });
        await AskAsync(chatra, "say", new { text = "Hello?", key = "1" });
        time.Advance(TimeSpan.FromSeconds(9));
        await AskAsync(chatra, "arrive", new { page = new { link = "https://shop.example/tea/", title = "Tea" } });
        time.Advance(TimeSpan.FromSeconds(9));
        (await ViewAsync(chatra))["isOnline"]!.GetValue<bool>().ShouldBeTrue();

        time.Advance(TimeSpan.FromSeconds(1));
        var left = await ViewAsync(chatra);
        left["isOnline"]!.GetValue<bool>().ShouldBeFalse();
        left["client"]!["latestVisit"]!["viewedPages"]!.AsArray().Count.ShouldBe(2);
        left["sessions"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"buttonStyle":"square"}""", "buttonStyle must be one of tab, round")]
    [InlineData("""{"buttonPosition":"xx"}""", "buttonPosition must be one of bl, bc, br")]
    [InlineData("""{"language":"pl"}""", "language must be one of en, de")]
    [InlineData("""{"bot":{"text":""}}""", "bot must have a text and options")]
    public async Task Settings_that_the_dashboard_has_not_are_refused(string settings, string reason)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var content = new StringContent(settings, System.Text.Encoding.UTF8, "application/json");
        using var answer = await chatra.Control.PutAsync("widget", content, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain(reason);
    }

    [Fact]
    public async Task Storefront_without_an_app_says_what_it_lacks()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var answer = await chatra.Control.PostAsync("shop/orders", null, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("--app");
    }

    private static async Task<HttpResponseMessage> PostAsync(SimulatedChatra chatra, string path, object body) =>
        await chatra.Control.PostAsJsonAsync(new Uri(new Uri(chatra.BaseUrl), $"/_widget/{path}"), body, Cancellation);

    private static async Task<JsonNode> AskAsync(SimulatedChatra chatra, string path, object body)
    {
        var all = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(body))!.AsObject();
        (all["publicKey"], all["clientId"]) = (Keys.Public, Visitor);
        using var answer = await PostAsync(chatra, path, all);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
    }

    private static Task<JsonNode> NewsAsync(SimulatedChatra chatra, JsonNode? seen = null) =>
        AskAsync(chatra, "messages", seen is null ? new { } : new { account = seen["account"]!.ToString(), after = seen["version"]!.GetValue<long>() });

    private static async Task<JsonNode> ViewAsync(SimulatedChatra chatra) =>
        (await chatra.Control.GetFromJsonAsync<JsonNode>($"chats/{Visitor}", Cancellation))!;

    private static async Task<string> DataAsync(SimulatedChatra chatra) => (await ViewAsync(chatra))["client"]!["integrationData"]!.ToJsonString();

    private static IEnumerable<string> Texts(JsonNode news) => news["messages"]!.AsArray().Select(message => message!["text"]!.ToString());
}
