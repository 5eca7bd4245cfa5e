using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests;

/// <summary>The client against the simulator, over real sockets.</summary>
public sealed class PushedMessagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_is_created_read_edited_and_deleted()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var messages = Client.For(chatra.BaseUrl).PushedMessages;

        var created = await messages.CreateAsync(new("client-1", "shipped", AgentId: "agent-1"), Cancellation);
        (created.Type, created.Text, created.ClientId, created.AgentId, created.IsPushed).ShouldBe(("agent", "shipped", "client-1", "agent-1", true));
        (await messages.GetAsync(created.Id, Cancellation)).ShouldBe(created);
        (await messages.UpdateAsync(created.Id, "delivered", Cancellation)).ShouldBe(created with { Text = "delivered" });
        (await messages.DeleteAsync(created.Id, Cancellation)).ShouldBe(created with { Text = "delivered" });

        var error = await Should.ThrowAsync<ChatraApiException>(() => messages.GetAsync(created.Id, Cancellation));
        error.Kind.ShouldBe(ChatraErrorKind.NotFound);
    }

    [Theory]
    [InlineData("שלום — وصل طلبك 📦👩🏽‍🚀 \u200f")]
    [InlineData("line one\r\nline two\ttab \"quotes\" \\ / <b>&amp;</b> \u0000\u001f\u2028")]
    public async Task Text_reaches_Chatra_and_comes_back_unchanged(string text)
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        var created = await Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new("client-1", text), Cancellation);

        created.Text.ShouldBe(text);
        (await chatra.MessagesAsync()).Messages.ShouldHaveSingleItem().Text.ShouldBe(text);
    }

    [Fact]
    public async Task Long_text_is_sent_whole()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var text = string.Concat(Enumerable.Repeat("tracking 📦 ", 50_000));

        var created = await Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new("client-1", text), Cancellation);

        created.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task Base_address_holds_with_and_without_a_trailing_slash(string end)
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, """{"id":"m"}""");

        await Client.For($"{chatra.Root}/some/api{end}").PushedMessages.GetAsync("m", Cancellation);

        chatra.Requests.ShouldHaveSingleItem().Target.ShouldBe("/some/api/pushedMessages/m");
    }

    [Fact]
    public async Task Id_is_one_percent_encoded_segment()
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, """{"id":"m"}""");

        await Client.For(chatra.BaseUrl).PushedMessages.DeleteAsync("a/b ?#%ü+:", Cancellation);

        chatra.Requests.ShouldHaveSingleItem().Target.ShouldBe("/api/pushedMessages/a%2Fb%20%3F%23%25%C3%BC%2B%3A");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Id_that_would_name_another_resource_is_refused_before_anything_is_sent(string id)
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, """{"id":"m"}""");

        await Should.ThrowAsync<ArgumentException>(async () => await Client.For(chatra.BaseUrl).PushedMessages.DeleteAsync(id, Cancellation));

        chatra.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rotated_keys_are_used_by_the_next_request()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var keys = new Keys { Current = new ChatraKeys(Keys.Public, "old") };
        var messages = Client.For(chatra.BaseUrl, keys: keys).PushedMessages;

        var error = await Should.ThrowAsync<ChatraApiException>(() => messages.CreateAsync(new("client-1", "text"), Cancellation));
        error.Kind.ShouldBe(ChatraErrorKind.Unauthorized);

        keys.Current = new ChatraKeys(Keys.Public, Keys.Secret);
        await messages.CreateAsync(new("client-1", "text"), Cancellation);
        (await chatra.MessagesAsync()).Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Answer_with_an_id_and_nothing_else_documented_still_says_that_the_message_exists()
    {
        await using var chatra = await ReplayedChatra.StartAsync(201, """{"id":"m","brandNew":{"a":[1]},"agentId":null}""");

        var created = await Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new("client-1", "text"), Cancellation);

        (created.Id, created.Type, created.Text, created.CreatedAt, created.IsPushed).ShouldBe(("m", null, null, null, false));
        created.Unknown.ShouldHaveSingleItem().Value.GetRawText().ShouldBe("""{"a":[1]}""");
    }
}
