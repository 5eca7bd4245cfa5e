using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests;

/// <summary>Neither keys nor texts leave by way of exceptions, logs or interpolated strings.</summary>
public sealed class SecretsTests
{
    private const string Text = "PERSONAL-TEXT";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"kind":"status","status":400}""")]
    [InlineData("""{"kind":"status","status":503,"retryAfter":1}""")]
    [InlineData("""{"kind":"close"}""")]
    [InlineData("""{"kind":"malformed"}""")]
    public async Task Failure_shows_neither_keys_nor_text_in_exception_or_log(string fault)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await chatra.FaultAsync(System.Text.Json.Nodes.JsonNode.Parse(fault)!);
        using var log = new RecordedLog();

        var error = await FailAsync(chatra.BaseUrl, log);

        ShouldBeClean(error.ToString());
        log.Text.ShouldContain("pushedMessages");
        ShouldBeClean(log.Text);
    }

    [Fact]
    public async Task Chatra_that_repeats_the_text_in_its_error_is_quoted_apart_from_the_exceptions_message()
    {
        await using var chatra = await ReplayedChatra.StartAsync(400, $$"""{"status":400,"message":"Bad text: {{Text}}"}""");
        using var log = new RecordedLog();

        var error = await FailAsync(chatra.BaseUrl, log);

        error.ChatraMessage.ShouldBe($"Bad text: {Text}");
        ShouldBeClean(error.ToString());
        ShouldBeClean(log.Text);
    }

    [Fact]
    public async Task Success_logs_neither_keys_nor_text()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var log = new RecordedLog();

        var created = await Client.For(chatra.BaseUrl, log: log).PushedMessages.CreateAsync(new("client-1", Text), Cancellation);

        ShouldBeClean(log.Text);
        ShouldBeClean($"{created} {new NewPushedMessage("client-1", Text)}");
    }

    [Theory]
    [InlineData(200, """{"id":"v","basicInfo":{"email":"PERSONAL-TEXT"},"city":7}""")]
    [InlineData(200, """{"basicInfo":{"email":"PERSONAL-TEXT"}}""")]
    [InlineData(200, """{"id":"v","latestVisit":{"startedAt":"PERSONAL-TEXT"}}""")]
    [InlineData(400, """{"status":400,"message":"PERSONAL-TEXT is no phone"}""")]
    public async Task Failed_change_of_a_visitor_shows_nothing_of_them(int status, string answer)
    {
        await using var chatra = await ReplayedChatra.StartAsync(status, answer);
        using var log = new RecordedLog();
        var changes = new ClientChanges { Email = Text, Phone = Text, Name = Change.Remove };

        var error = await Should.ThrowAsync<ChatraApiException>(
            () => Client.For(chatra.BaseUrl, log: log).Clients.UpdateAsync("client-1", changes, Cancellation));

        ShouldBeClean(error.ToString());
        ShouldBeClean(log.Text);
        ShouldBeClean($"{changes} {NewMessage.FromHelpdesk("client-1", Text, Text, Text, Text)}");
    }

    [Theory]
    [InlineData(ChatraAuthorization.Simple)]
    [InlineData(ChatraAuthorization.Basic)]
    public async Task Log_of_headers_shows_the_keys_in_neither_form(ChatraAuthorization authorization)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var log = new RecordedLog();

        await Client.For(chatra.BaseUrl, authorization: authorization, log: log).PushedMessages.CreateAsync(new("client-1", Text), Cancellation);

        log.Text.ShouldContain("Authorization");
        ShouldBeClean(log.Text);
        log.Text.ShouldNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{Keys.Public}:{Keys.Secret}")));
    }

    [Fact]
    public void Keys_print_without_the_secret() =>
        $"{new ChatraKeys(Keys.Public, Keys.Secret)}".ShouldBe($"ChatraKeys {Keys.Public}");

    [Theory]
    [InlineData("", "sk-7Qx")]
    [InlineData("public", "")]
    [InlineData("pub:lic", "sk-7Qx")]
    [InlineData("public", "sk-7Qx\n")]
    [InlineData("public", "sk-7Qx é")]
    public void Keys_that_cannot_travel_in_a_header_are_refused_without_being_shown(string publicKey, string secretKey) =>
        Should.Throw<ArgumentException>(() => new ChatraKeys(publicKey, secretKey)).ToString().ShouldNotContain("sk-7Qx");

    private static Task<ChatraApiException> FailAsync(string baseUrl, RecordedLog log) =>
        Should.ThrowAsync<ChatraApiException>(
            () => Client.For(baseUrl, log: log).PushedMessages.CreateAsync(new("client-1", Text), Cancellation));

    private static void ShouldBeClean(string text)
    {
        text.ShouldNotContain(Keys.Secret);
        text.ShouldNotContain(Keys.Public);
        text.ShouldNotContain(Text);
    }
}
