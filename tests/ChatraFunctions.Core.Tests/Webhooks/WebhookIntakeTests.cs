using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs.Models;
using ChatraFunctions.Core.Tests.Transcripts;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using TestKit;

namespace ChatraFunctions.Core.Tests.Webhooks;

public sealed class WebhookIntakeTests(AzuriteFixture azurite)
{
    private static readonly string Started = Payloads.Read("chatStarted.json");

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("chatStarted.json", "chatStarted")]
    [InlineData("chatFragment.json", "chatFragment")]
    [InlineData("chatTranscript.json", "chatTranscript")]
    public async Task Documented_event_is_accepted_and_in_the_queue_as_it_came(string payload, string name)
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        var accepted = (await stack.SendAsync(Payloads.Read(payload))).Value;

        accepted.ShouldNotBeNull().EventName.ShouldBe(name);
        accepted.Id.ShouldMatch("^[0-9a-f]{32}$");
        var envelope = JsonNode.Parse((await stack.Account.Queue(QueueNames.ChatraEvents).PeekMessageAsync(Ending)).Value.Body)!;
        envelope["id"]!.GetValue<string>().ShouldBe(accepted.Id);
        envelope["name"]!.GetValue<string>().ShouldBe(name);
        // The span between them is there only while something listens.
        ActivityContext.Parse(envelope["traceparent"]!.GetValue<string>(), null).TraceId.ShouldBe(activity.TraceId);
        JsonNode.DeepEquals(envelope["body"], JsonNode.Parse(Payloads.Read(payload))).ShouldBeTrue();
    }

    [Fact]
    public async Task Id_follows_from_what_the_event_says_and_from_nothing_else()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        async Task<string> IdOf(string json) => (await stack.SendAsync(json)).Value.ShouldNotBeNull().Id;
        var id = await IdOf("""{"eventName":"x","a":{"b":1500,"c":["é","/"]}}""");

        (await IdOf("""{ "a" : { "c" : [ "\u00e9", "\/" ], "b" : 1.5e3 }, "eventName" : "x" }""")).ShouldBe(id);
        (await IdOf("""{"eventName":"x","a":{"b":1500.0,"c":["\u00E9","/"]}}""")).ShouldBe(id);
        (await IdOf("""{"eventName":"x","a":{"b":"1500","c":["é","/"]}}""")).ShouldNotBe(id);
        (await IdOf("""{"eventName":"x","a":{"b":1501,"c":["é","/"]}}""")).ShouldNotBe(id);
        (await IdOf("""{"eventName":"x","a":{"b":1500,"c":["/","é"]}}""")).ShouldNotBe(id);
        (await IdOf("""{"eventName":"x","a":{"b":1500,"c":["é","/",[]]}}""")).ShouldNotBe(id);
        (await IdOf("""{"eventName":"x","a":{"b":1500.00000000000000000000000000000000001,"c":["é","/"]}}""")).ShouldNotBe(id);
    }

    [Fact]
    public async Task Long_event_leaves_its_body_in_a_blob_that_a_repetition_overwrites()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        var transcript = SampleEvents.Transcript(1_000).ToJsonString();

        await stack.StoreAsync(transcript, transcript);

        var blobs = await BlobsAsync(stack);
        blobs.ShouldHaveSingleItem().Properties.ContentLength.ShouldBe(Encoding.UTF8.GetByteCount(transcript));
        blobs[0].Name.ShouldMatch("^chatra-events/[0-9a-f]{32}\\.json$");
        (await stack.ReadAsync(SampleEvents.ChatId))!.Messages.Count.ShouldBe(1_000);
    }

    [Fact]
    public async Task Event_just_under_and_just_over_a_queue_message_are_both_stored()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        foreach (var length in Enumerable.Range(48_600, 12).Select(step => 48_600 + ((step - 48_600) * 50)))
        {
            var started = SampleEvents.Started(SampleEvents.Message($"m{length}", SampleEvents.Noon, new string('x', length)));
            await stack.StoreAsync(started.ToJsonString());
        }

        var chat = await stack.ReadAsync(SampleEvents.ChatId);
        chat!.Messages.Select(message => message.Text!.Length).ShouldBe(Enumerable.Range(0, 12).Select(step => 48_600 + (step * 50)));
        (await BlobsAsync(stack)).Count.ShouldBeInRange(1, 11, "the limit lies between them");
    }

    [Fact]
    public async Task Unknown_event_is_accepted_and_kept_as_it_came_once()
    {
        await using var stack = await ChatStack.OnAsync(azurite);
        const string rated = """{ "eventName": "../chat/Rated?", "stars": 5.0 }""";

        await stack.StoreAsync(rated, rated, """{"eventName":"other"}""");

        (await stack.Unknown.CountAsync(Ending)).ShouldBe(2);
        var kept = (await BlobsAsync(stack)).Single(blob => blob.Name.StartsWith("unknown/!002E!002E!002Fchat!002FRated!003F/", StringComparison.Ordinal));
        var content = await stack.Account.Container(ContainerNames.Payloads).GetBlobClient(kept.Name).DownloadContentAsync(Ending);
        content.Value.Content.ToString().ShouldBe(rated);
        (await stack.RowsAsync(TableNames.Transcripts)).ShouldBeEmpty();
    }

    public static TheoryData<string> Outages => ["503", "403", "no answer", "silence"];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Storage_that_does_not_take_it_makes_503(string outage)
    {
        await using var direct = await ChatStack.OnAsync(azurite);
        await using var proxy = await StorageProxy.StartAsync(azurite.Server);
        await using var stack = direct.Through(proxy, new HurriedTime());
        proxy.BeforeForward = _ => Task.FromResult<FaultAction?>(outage switch
        {
            "503" => FaultAction.Answer(503, "ServerBusy"),
            "403" => FaultAction.Answer(403, "AuthorizationFailure"),
            "no answer" => FaultAction.Drop,
            _ => FaultAction.Hang,
        });

        var outcome = await stack.SendAsync(Started);

        outcome.Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Unavailable);
    }

    [Fact]
    public async Task Long_event_whose_queue_message_failed_is_refused_and_accepted_the_next_time()
    {
        await using var direct = await ChatStack.OnAsync(azurite);
        await using var proxy = await StorageProxy.StartAsync(azurite.Server);
        await using var stack = direct.Through(proxy);
        var transcript = SampleEvents.Transcript(1_000).ToJsonString();
        proxy.BeforeForward = call => Task.FromResult(call.Service is StorageService.Queue ? FaultAction.Answer(403, "AuthorizationFailure") : null);
        (await stack.SendAsync(transcript)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Unavailable);

        proxy.BeforeForward = null;
        await stack.StoreAsync(transcript);

        (await direct.ReadAsync(SampleEvents.ChatId))!.Messages.Count.ShouldBe(1_000);
    }

    [Fact]
    public async Task Caller_who_gives_up_is_cancelled_and_not_answered()
    {
        await using var direct = await ChatStack.OnAsync(azurite);
        await using var proxy = await StorageProxy.StartAsync(azurite.Server);
        await using var stack = direct.Through(proxy);
        using var caller = new CancellationTokenSource();
        proxy.BeforeForward = async _ =>
        {
            await caller.CancelAsync();
            return FaultAction.Hang;
        };

        await Should.ThrowAsync<OperationCanceledException>(() => stack.Intake.AcceptAsync(ChatStack.Request(Encoding.UTF8.GetBytes(Started)), caller.Token));
    }

    private static async Task<List<BlobItem>> BlobsAsync(ChatStack stack)
    {
        var blobs = new List<BlobItem>();
        await foreach (var blob in stack.Account.Container(ContainerNames.Payloads).GetBlobsAsync(BlobTraits.None, BlobStates.None, null, Ending))
            blobs.Add(blob);

        return blobs;
    }
}
