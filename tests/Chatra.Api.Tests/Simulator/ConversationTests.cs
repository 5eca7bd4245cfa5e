using System.Net;
using System.Net.Http.Json;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests.Simulator;

/// <summary>Which events a conversation gives, and what is in them.</summary>
public sealed class ConversationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Visitor_who_writes_starts_the_chat_and_gives_a_fragment()
    {
        await using var chat = await Conversation.StartAsync();
        await chat.ArriveAsync(new
        {
            name = "Jane",
            language = "de-AT",
            page = new { link = "https://shop.example/shoes/", title = "Shoes" },
            integrationData = new { cart = "Shoes, $99" },
            marketingConsent = true,
        });
        await chat.AskAsync("Are these shoes red?");

        var started = await chat.Webhooks.NextAsync<ChatStarted>();
        (started.Message.Type, started.Message.Text, started.Agent).ShouldBe(("client", "Are these shoes red?", null));
        (started.HostName, started.ChatStartedPage!.Link, started.ChatStartedPage.Title).ShouldBe(("shop.example", "https://shop.example/shoes/", "Shoes"));
        var client = started.Client;
        (client.Id, client.DisplayedName, client.BrowserLanguage, client.ChatLanguage, client.MarketingConsent).ShouldBe((Conversation.Visitor, "Jane", "de-AT", "de", true));
        client.LatestVisit!.FinishedAt.ShouldBeNull();
        client.LatestVisit.ViewedPages!.ShouldHaveSingleItem().Title.ShouldBe("Shoes");
        client.Info!.Keys.ShouldBe(["name", "cart"]);

        var fragment = await chat.Webhooks.NextAsync<ChatFragment>();
        fragment.Messages.ShouldHaveSingleItem().Id.ShouldBe(started.Message.Id);
        fragment.Agents.ShouldBeEmpty();
        (await chat.SettledAsync())["deliveries"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Pushed_and_automatic_messages_trigger_nothing_and_come_with_the_next_fragment()
    {
        await using var chat = await Conversation.StartAsync();
        var pushed = await chat.PushAsync("Your order has shipped!");
        await chat.ArriveAsync();
        await chat.TriggerAsync("Hi there! How can we help you?");
        (await chat.RecordAsync())["deliveries"]!.AsArray().ShouldBeEmpty();

        await chat.AskAsync("Where is it now?");

        (await chat.Webhooks.NextAsync<ChatStarted>()).Message.Text.ShouldBe("Where is it now?");
        var fragment = await chat.Webhooks.NextAsync<ChatFragment>();
        fragment.Messages.Select(message => (message.Type, message.IsPushed, message.IsTrigger)).ShouldBe([("agent", true, false), ("agent", false, true), ("client", false, false)]);
        (fragment.Messages[0].Id, fragment.Messages[0].AgentName).ShouldBe((pushed.Id, "Liz"));
        fragment.Agents!.Select(agent => agent.Name).ShouldBe(["Liz", "Julia"]);
    }

    [Fact]
    public async Task Agent_who_writes_first_starts_the_chat_and_gives_no_fragment_before_the_visitor_answers()
    {
        await using var chat = await Conversation.StartAsync();
        await chat.AnswerAsync("Did you receive your tracking number?");
        var started = await chat.Webhooks.NextAsync<ChatStarted>();
        (started.Message.AgentName, started.Agent!.Id, started.Agent.Name).ShouldBe(("Julia", Conversation.Julia, "Julia"));

        await chat.AskAsync("Yes");
        (await chat.Webhooks.NextAsync<ChatFragment>()).Messages.Select(message => message.Text).ShouldBe(["Did you receive your tracking number?", "Yes"]);
        await chat.AnswerAsync("Good");
        (await chat.Webhooks.NextAsync<ChatFragment>()).Messages.ShouldHaveSingleItem().Text.ShouldBe("Good");
    }

    [Fact]
    public async Task Messages_of_the_rest_api_are_an_agents_and_keep_their_mark()
    {
        await using var chat = await Conversation.StartAsync();
        await chat.AskAsync("Hello?");
        await chat.Webhooks.NextAsync<ChatStarted>();
        await chat.Webhooks.NextAsync<ChatFragment>();

        using var answer = await chat.Chatra.PostAsync("messages", $$"""
            {"clientId":"{{Conversation.Visitor}}","text":"Hello!","agentEmail":"ann@desk.example","agentName":"Ann","receivedFrom":"Desk"}
            """);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var fragment = await chat.Webhooks.NextAsync<ChatFragment>();
        var message = fragment.Messages.ShouldHaveSingleItem();
        (message.AgentName, message.ReceivedFrom, message.IsPushed).ShouldBe(("Ann", "Desk", false));
        fragment.Agents!.ShouldHaveSingleItem().Email.ShouldBe("ann@desk.example");
    }

    [Fact]
    public async Task Transcript_comes_when_the_visitor_leaves_and_marks_what_nobody_read()
    {
        await using var chat = await Conversation.StartAsync();
        await chat.PushAsync("Shipped");
        await chat.ArriveAsync();
        await chat.AskAsync("one");
        await chat.AnswerAsync("two");
        await chat.AskAsync("three");
        await chat.PushAsync("four");
        await chat.LeaveAsync();

        await chat.Webhooks.NextAsync<ChatStarted>();
        for (var fragments = 0; fragments < 3; fragments++)
            (await chat.Webhooks.NextAsync<ChatFragment>()).Messages.ShouldAllBe(message => !message.IsMissed && !message.IsMissedByClient);
        var transcript = await chat.Webhooks.NextAsync<ChatTranscript>();
        transcript.Messages.Select(message => (message.Text, message.IsMissed, message.IsMissedByClient))
            .ShouldBe([("Shipped", false, false), ("one", false, false), ("two", false, false), ("three", true, false), ("four", false, true)]);
        transcript.OfflineMessagesCount.ShouldBe(1);
        transcript.Client.LatestVisit!.FinishedAt.ShouldNotBeNull().ShouldBeGreaterThan(transcript.Messages[^1].CreatedAt);
    }

    [Fact]
    public async Task What_was_read_in_time_is_not_missed()
    {
        await using var chat = await Conversation.StartAsync();
        await chat.AskAsync("one");
        await chat.AnswerAsync("two");
        await chat.ReadAsync();
        await chat.AskAsync("three");
        await chat.ReadAsAgentAsync();
        await chat.LeaveAsync();

        await chat.SettledAsync();
        await chat.Webhooks.NextAsync<ChatStarted>();
        for (var fragments = 0; fragments < 3; fragments++)
            await chat.Webhooks.NextAsync<ChatFragment>();
        var transcript = await chat.Webhooks.NextAsync<ChatTranscript>();
        transcript.Messages.ShouldAllBe(message => !message.IsMissed && !message.IsMissedByClient);
        transcript.OfflineMessagesCount.ShouldBe(0);
    }

    [Fact]
    public async Task Chat_is_finished_when_the_last_agent_who_took_part_leaves()
    {
        await using var chat = await Conversation.StartAsync();
        await chat.AskAsync("one");
        await chat.AnswerAsync("two");
        await chat.AnswerAsync("three", Conversation.Liz);
        await chat.LeaveAsAgentAsync(Conversation.Julia);
        (await chat.SettledAsync())["deliveries"]!.AsArray().Count.ShouldBe(4);

        await chat.LeaveAsAgentAsync(Conversation.Liz);

        var last = (await chat.SettledAsync())["deliveries"]!.AsArray()[^1]!;
        ((string)last["eventName"]!).ShouldBe("chatTranscript");
        last["body"]!["client"]!["latestVisit"]!.AsObject().ShouldNotContainKey("finishedAt");
    }

    [Fact]
    public async Task Second_visit_is_a_chat_and_a_transcript_of_its_own()
    {
        await using var chat = await Conversation.StartAsync();
        foreach (var text in new[] { "first", "second" })
        {
            await chat.AskAsync(text);
            await chat.LeaveAsync();
            (await chat.Webhooks.NextAsync<ChatStarted>()).Message.Text.ShouldBe(text);
            (await chat.Webhooks.NextAsync<ChatFragment>()).Messages.ShouldHaveSingleItem().Text.ShouldBe(text);
            (await chat.Webhooks.NextAsync<ChatTranscript>()).Messages.ShouldHaveSingleItem().Text.ShouldBe(text);
        }
    }

    [Fact]
    public async Task Visit_without_a_conversation_ends_without_an_event()
    {
        await using var chat = await Conversation.StartAsync();
        await chat.ArriveAsync();
        await chat.PushAsync("Shipped");
        await chat.LeaveAsync();

        (await chat.RecordAsync())["deliveries"]!.AsArray().ShouldBeEmpty();
        (await chat.Chatra.Control.PostAsync($"visitors/{Conversation.Visitor}/leave", null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Edited_text_is_told_and_a_deleted_message_is_not()
    {
        await using var chat = await Conversation.StartAsync();
        var messages = Client.For(chat.Chatra.BaseUrl).PushedMessages;
        var (edited, deleted) = (await chat.PushAsync("wrong"), await chat.PushAsync("gone"));
        await messages.UpdateAsync(edited.Id, "right", Cancellation);
        await messages.DeleteAsync(deleted.Id, Cancellation);

        await chat.AskAsync("Thanks");

        await chat.Webhooks.NextAsync<ChatStarted>();
        (await chat.Webhooks.NextAsync<ChatFragment>()).Messages.Select(message => message.Text).ShouldBe(["right", "Thanks"]);
    }

    [Fact]
    public async Task File_is_shown_as_documented()
    {
        await using var chat = await Conversation.StartAsync();
        using var answer = await chat.Chatra.Control.PostAsJsonAsync(
            $"visitors/{Conversation.Visitor}/say", new { text = "receipt.png", file = new { fileName = "receipt.png", size = 333455, isImage = false, url = "https://files.example/1" } }, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var file = (await chat.Webhooks.NextAsync<ChatStarted>()).Message.File.ShouldNotBeNull();
        (file.FileName, file.Size, file.Url).ShouldBe(("receipt.png", 333455, "https://files.example/1"));
    }
}
