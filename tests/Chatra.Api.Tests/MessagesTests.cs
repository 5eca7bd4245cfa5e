using Chatra.Api.Tests.Fixtures;
using ChatraFunctions.Simulator.RestApi;

namespace Chatra.Api.Tests;

/// <summary>Agents' messages, against the simulator over real sockets.</summary>
public sealed class MessagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_is_created_read_edited_and_deleted()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var messages = Client.For(chatra.BaseUrl).Messages;

        var created = await messages.CreateAsync(NewMessage.FromAgent("client-1", "hello", "agent-1", "Desk"), Cancellation);
        (created.Type, created.Text, created.ClientId, created.AgentId, created.ReceivedFrom).ShouldBe(("agent", "hello", "client-1", "agent-1", "Desk"));
        (await messages.GetAsync(created.Id, Cancellation)).ShouldBe(created);
        (await messages.UpdateAsync(created.Id, "good morning", Cancellation)).ShouldBe(created with { Text = "good morning" });
        (await messages.DeleteAsync(created.Id, Cancellation)).ShouldBe(created with { Text = "good morning" });

        (await FailAsync(() => messages.GetAsync(created.Id, Cancellation))).Kind.ShouldBe(ChatraErrorKind.NotFound);
    }

    [Fact]
    public async Task Same_email_is_the_same_dummy_agent_and_another_is_another()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var messages = Client.For(chatra.BaseUrl).Messages;

        string?[] agents =
        [
            (await messages.CreateAsync(NewMessage.FromHelpdesk("c", "1", "liz@shop.example", "Liz", "Desk"), Cancellation)).AgentId,
            (await messages.CreateAsync(NewMessage.FromHelpdesk("c", "2", "LIZ@shop.example", "Liz", "Desk"), Cancellation)).AgentId,
            (await messages.CreateAsync(NewMessage.FromHelpdesk("c", "3", "bob@shop.example", "Bob", "Desk"), Cancellation)).AgentId,
        ];

        agents.ShouldAllBe(agent => !string.IsNullOrEmpty(agent));
        agents[1].ShouldBe(agents[0]);
        agents[2].ShouldNotBe(agents[0]);
    }

    [Fact]
    public async Task Visitors_message_is_read_but_neither_edited_nor_deleted()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var id = chatra.Inside<Mailbox>().Receive("client-1", "where is my order?").Id;
        var messages = Client.For(chatra.BaseUrl).Messages;

        var error = await FailAsync(() => messages.UpdateAsync(id, "never mind", Cancellation));
        (error.Kind, error.ChatraMessage).ShouldBe((ChatraErrorKind.Invalid, "Only agents' messages can be edited"));
        error = await FailAsync(() => messages.DeleteAsync(id, Cancellation));
        (error.Kind, error.ChatraMessage).ShouldBe((ChatraErrorKind.Invalid, "Only agents' messages can be deleted"));

        var read = await messages.GetAsync(id, Cancellation);
        (read.Type, read.Text, read.AgentId).ShouldBe(("client", "where is my order?", null));
    }

    [Fact]
    public async Task Pushed_message_is_a_message_but_a_message_is_not_pushed()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var client = Client.For(chatra.BaseUrl);
        var pushed = await client.PushedMessages.CreateAsync(new("client-1", "shipped"), Cancellation);
        var said = await client.Messages.CreateAsync(NewMessage.FromAgent("client-1", "hello", "agent-1"), Cancellation);

        var read = await client.Messages.GetAsync(pushed.Id, Cancellation);
        read.Text.ShouldBe("shipped");
        read.Unknown.ShouldHaveSingleItem().Key.ShouldBe("isPushed");

        (await FailAsync(() => client.PushedMessages.GetAsync(said.Id, Cancellation))).Kind.ShouldBe(ChatraErrorKind.NotFound);
        (await FailAsync(() => client.PushedMessages.UpdateAsync(said.Id, "x", Cancellation))).Kind.ShouldBe(ChatraErrorKind.NotFound);
        (await FailAsync(() => client.PushedMessages.DeleteAsync(said.Id, Cancellation))).Kind.ShouldBe(ChatraErrorKind.NotFound);
        (await chatra.MessagesAsync()).Messages.Select(message => (message.Text, message.IsPushed)).ShouldBe([("shipped", true), ("hello", false)]);
    }

    [Fact]
    public async Task Properties_that_are_not_known_are_kept_as_they_came()
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, """{"id":"m","mood":{"of":[1.50,null]},"Text":"not the text"}""");

        var read = await Client.For(chatra.BaseUrl).Messages.GetAsync("m", Cancellation);

        read.Unknown!.ToDictionary(property => property.Key, property => property.Value.GetRawText())
            .ShouldBe(new Dictionary<string, string> { ["mood"] = """{"of":[1.50,null]}""", ["Text"] = "\"not the text\"" });
    }

    [Theory]
    [InlineData("", "t", "a")]
    [InlineData("c", "", "a")]
    [InlineData("c", "t", "")]
    public void Message_without_what_is_required_cannot_be_made(string clientId, string text, string agent)
    {
        Should.Throw<ArgumentException>(() => NewMessage.FromAgent(clientId, text, agent));
        Should.Throw<ArgumentException>(() => NewMessage.FromHelpdesk(clientId, text, agent, "Liz", "Desk"));
    }

    [Fact]
    public void Helpdesk_message_needs_a_name_and_a_mark()
    {
        Should.Throw<ArgumentException>(() => NewMessage.FromHelpdesk("c", "t", "liz@shop.example", "", "Desk"));
        Should.Throw<ArgumentException>(() => NewMessage.FromHelpdesk("c", "t", "liz@shop.example", "Liz", ""));
    }

    private static Task<ChatraApiException> FailAsync(Func<Task> call) => Should.ThrowAsync<ChatraApiException>(call);
}
