using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Chatra.Api.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace Chatra.Api.Tests.Simulator;

/// <summary>How events travel: when, in what order, how often, and what is written down of it.</summary>
public sealed class WebhookDeliveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_within_the_delay_are_one_fragment()
    {
        var time = new FakeTimeProvider();
        await using var chat = await Conversation.StartAsync(fragmentDelay: 5, time: time);
        await chat.AskAsync("one");
        time.Advance(TimeSpan.FromSeconds(4));
        await chat.AnswerAsync("two");
        await chat.Webhooks.NextAsync<ChatStarted>();
        (await chat.SettledAsync())["deliveries"]!.AsArray().Count.ShouldBe(1);

        time.Advance(TimeSpan.FromSeconds(1));

        (await chat.Webhooks.NextAsync<ChatFragment>()).Messages.Select(message => message.Text).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Leaving_does_not_wait_for_the_delay_and_the_fragment_comes_first()
    {
        await using var chat = await Conversation.StartAsync(fragmentDelay: 60);
        await chat.AskAsync("one");
        await chat.LeaveAsync();

        await chat.Webhooks.NextAsync<ChatStarted>();
        (await chat.Webhooks.NextAsync<ChatFragment>()).Messages.ShouldHaveSingleItem();
        (await chat.Webhooks.NextAsync<ChatTranscript>()).Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Refused_event_is_sent_again_and_keeps_its_place()
    {
        await using var chat = await Conversation.StartAsync();
        var refusals = 1;
        chat.Webhooks.Status = () => Interlocked.Decrement(ref refusals) >= 0 ? 503 : 202;
        await chat.AskAsync("one");

        await chat.Webhooks.NextAsync<ChatStarted>();
        await chat.Webhooks.NextAsync<ChatFragment>();

        var deliveries = (await chat.SettledAsync())["deliveries"]!.AsArray();
        deliveries.Select(Statuses).ShouldBe(["delivered 503 202", "delivered 202"]);
    }

    [Fact]
    public async Task Event_that_the_address_will_never_take_is_not_repeated()
    {
        await using var chat = await Conversation.StartAsync();
        chat.Webhooks.Status = () => 400;
        await chat.AskAsync("one");

        (await chat.SettledAsync())["deliveries"]!.AsArray().Select(Statuses).ShouldBe(["failed 400", "failed 400"]);
    }

    [Fact]
    public async Task Event_is_given_up_after_the_last_pause()
    {
        var time = new FakeTimeProvider();
        await using var chat = await Conversation.StartAsync(time: time);
        chat.Webhooks.Status = () => 500;
        await chat.AnswerAsync("one");

        // An attempt takes real time, so the pauses are let pass until it ends.
        while ((int)(await chat.RecordAsync())["pending"]! > 0)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(5, Cancellation);
        }

        (await chat.RecordAsync())["deliveries"]!.AsArray().Select(Statuses).ShouldBe(["failed 500 500 500 500 500 500"]);
    }

    [Fact]
    public async Task Nothing_is_sent_or_written_down_without_an_address_and_it_can_be_turned_off()
    {
        await using var chat = await Conversation.StartAsync();
        await chat.SetAsync(new { });
        await chat.AskAsync("one");
        await chat.LeaveAsync();

        (await chat.RecordAsync()).ToJsonString().ShouldBe("""{"address":null,"fragmentDelay":0,"disorder":null,"pending":0,"deliveries":[]}""");
        chat.Webhooks.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task Disorder_repeats_and_shuffles_and_loses_nothing()
    {
        await using var chat = await Conversation.StartAsync(disorder: 1);
        for (var message = 0; message < 12; message++)
            await chat.AskAsync($"{message}");

        var record = await chat.SettledAsync();
        var deliveries = record["deliveries"]!.AsArray();
        deliveries.Count.ShouldBe(13);
        deliveries.ShouldAllBe(delivery => (string)delivery!["status"]! == "delivered");
        var attempts = deliveries.Select(delivery => delivery!["attempts"]!.AsArray()).ToList();
        attempts.ShouldContain(times => times.Count > 1);
        var first = attempts.Select(times => times.Min(attempt => (DateTimeOffset)attempt!["at"]!)).ToList();
        first.SequenceEqual(first.Order()).ShouldBeFalse();
    }

    [Fact]
    public async Task Record_does_not_show_the_key_and_can_be_forgotten()
    {
        await using var chat = await Conversation.StartAsync();
        await chat.AskAsync("one");
        (await chat.SettledAsync()).ToJsonString().ShouldNotContain("secret");

        (await chat.Chatra.Control.DeleteAsync("webhooks", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await chat.RecordAsync())["deliveries"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Stop_does_not_wait_for_an_event_on_its_way()
    {
        await using var chat = await Conversation.StartAsync();
        chat.Webhooks.Status = () => 503;
        await chat.AskAsync("one");
        var start = TimeProvider.System.GetTimestamp();

        await chat.Chatra.StopAsync();

        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("""{"address":"here"}""")]
    [InlineData("""{"address":"ftp://127.0.0.1/"}""")]
    [InlineData("""{"address":"http://127.0.0.1/","fragmentDelay":-1}""")]
    [InlineData("""{"address":"http://127.0.0.1/","fragmentDelay":61}""")]
    public async Task Settings_that_make_no_sense_are_refused(string settings)
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        (await chatra.Control.PutAsJsonAsync("webhooks", JsonNode.Parse(settings), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static string Statuses(JsonNode? delivery) =>
        $"{delivery!["status"]} {string.Join(' ', delivery["attempts"]!.AsArray().Select(attempt => attempt!["status"]))}";
}
