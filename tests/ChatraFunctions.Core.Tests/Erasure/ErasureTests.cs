using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ChatraFunctions.Core.Tests.Transcripts;
using ChatraFunctions.Erasure;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;
using TestKit;

namespace ChatraFunctions.Core.Tests.Erasure;

/// <summary>A person is forgotten, whatever happens on the way, and stays so.</summary>
public sealed class ErasureTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_about_the_person_is_removed_and_counted_and_nothing_of_others()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.StoreAsync(ErasureStack.Events().Last());
        var others = await stack.DumpAsync();
        await stack.FillAsync();

        var report = await stack.EraseAsync();

        await stack.NothingShouldBeLeftAsync();
        others.Split('\n').ShouldBeSubsetOf((await stack.DumpAsync()).Split('\n'));
        (report.Status, report.Counts).ShouldBe((ErasureReport.Erased, new ErasedCounts(Chats: 2, Rows: 11, Messages: 4, Orders: 1, Blobs: 2, Bindings: 1)));
        (await stack.Product.FindAsync("sent")).ShouldSatisfyAllConditions(
            sent => sent.Status.ShouldBe(DeliveryStatus.Sent), sent => sent.Text.ShouldBeEmpty(), sent => sent.ClientId.ShouldBeNull());
        (await stack.Product.FindAsync("other")).Text.ShouldBe("other text");
        (await stack.Account.Table(TableNames.Orders).QueryAsync<TableEntity>(cancellationToken: Ending).ToListAsync(Ending)).ShouldHaveSingleItem().PartitionKey.ShouldBe("shopify:2");
        await stack.Product.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Replaying_every_event_afterwards_leaves_nothing()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.FillAsync();
        await stack.EraseAsync();
        var before = await stack.DumpAsync();

        for (var times = 0; times < 2; times++)
            await stack.StoreAsync(ErasureStack.Events().Where(chatEvent => chatEvent["client"]!["id"]!.GetValue<string>() == ErasureStack.ClientId));

        // A repeated long event puts its blob back before anybody knows whose it is; the look that it causes removes that.
        await stack.RunLastPassAsync();
        await stack.NothingShouldBeLeftAsync();
        WithoutReport(await stack.DumpAsync()).ShouldBe(WithoutReport(before));
        (await stack.Product.CountAsync(QueueNames.Erasures)).ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("chatTranscript", 150)]
    [InlineData("chatFragment", 2)]
    public async Task Event_that_broke_off_anywhere_before_the_erasure_is_gone_once_it_came_again(string eventName, int messages)
    {
        var breaks = 0;
        for (var isWhole = false; !isWhole; breaks++)
        {
            await using var stack = await ErasureStack.OnAsync(azurite);
            var chatEvent = ErasureStack.Transcript("erased-chat-1", ErasureStack.ClientId, SampleEvents.Noon, ErasureStack.Text);
            chatEvent["eventName"] = eventName;
            for (var number = 2; number < messages; number++)
                chatEvent["messages"]!.AsArray().Add(SampleEvents.Message($"o-{number}", SampleEvents.Noon + number, ErasureStack.Text));
            isWhole = !await stack.BreakOffAsync(chatEvent, calls: breaks + 1);

            await stack.EraseAsync();
            await stack.StoreAsync(chatEvent);
            await stack.RunLastPassAsync("erased-chat-1");

            await stack.NothingShouldBeLeftAsync();
        }

        breaks.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Old_messages_behind_a_later_one_are_erased_however_many_they_are()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        for (var number = 0; number < 600; number++)
            await stack.Product.QueueAsync($"old-{number}", ErasureStack.Text, ErasureStack.ClientId);
        await stack.Get<Erasures>().BeginAsync(ErasureStack.ClientId, Ending);
        stack.Product.Time.Advance(TimeSpan.FromSeconds(1));
        await stack.Product.QueueAsync("new", "later text", ErasureStack.ClientId);

        await stack.RunAllAsync();

        (await stack.DumpAsync()).ShouldNotContain(ErasureStack.Text);
        (await stack.Product.FindAsync("new")).Text.ShouldBe("later text");
    }

    [Fact]
    public async Task What_Chatra_said_of_a_message_goes_with_it()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.Product.QueueAsync("refused", ErasureStack.Text, ErasureStack.ClientId);
        await stack.Product.MakeAsync("refused", delivery => delivery.Enter(DeliveryStatus.Failed, stack.Product.Now, $"400: {ErasureStack.Text}") with
        {
            Reason = $"400: {ErasureStack.Text} is not allowed",
            LastError = ErasureStack.Text,
        });

        await stack.EraseAsync();

        await stack.NothingShouldBeLeftAsync();
        (await stack.Product.FindAsync("refused")).History.Select(entry => entry.Status).ShouldBe([DeliveryStatus.Queued, DeliveryStatus.Failed, DeliveryStatus.Failed]);
    }

    [Theory]
    [InlineData("""{"eventName":"clientUpdated","clientId":"erased-client/1","note":"erased-text"}""")]
    [InlineData("""{"eventName":"tagged","tags":[{"of":["erased-client/1"]}],"note":"erased-text"}""")]
    [InlineData("""{"eventName":"ordered","order":{"customerId":["erased-customer-77"]},"note":"erased-text"}""")]
    public async Task Event_of_an_unknown_name_and_shape_does_not_come_back(string json)
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        var unknown = JsonNode.Parse(json)!.AsObject();
        await stack.Account.Table(TableNames.Bindings).AddEntityAsync(new TableEntity(ErasureStack.CustomerId, "binding") { ["CustomerId"] = ErasureStack.CustomerId, ["ClientId"] = ErasureStack.ClientId }, Ending);
        await stack.StoreAsync(unknown);
        await stack.EraseAsync();
        await stack.NothingShouldBeLeftAsync();

        await stack.StoreAsync(unknown);

        await stack.NothingShouldBeLeftAsync();
    }

    /// <summary>An earlier run of it may have broken off, so the erasure looks once more; whatever else the event names, and in which order.</summary>
    [Theory]
    [InlineData("""{"eventName":"x","customerId":"erased-customer-77","of":"erased-client/1"}""")]
    [InlineData("""{"eventName":"x","of":"erased-client/1","customerId":"erased-customer-77"}""")]
    public async Task Refused_event_of_an_unknown_name_has_the_erasure_look_once_more(string json)
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.Account.Table(TableNames.Bindings).AddEntityAsync(new TableEntity(ErasureStack.CustomerId, "binding") { ["CustomerId"] = ErasureStack.CustomerId, ["ClientId"] = ErasureStack.ClientId }, Ending);
        await stack.EraseAsync();
        var before = await stack.Product.CountAsync(QueueNames.Erasures);

        await stack.StoreAsync(JsonNode.Parse(json)!.AsObject());

        (await stack.Product.CountAsync(QueueNames.Erasures)).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Repeated_event_of_a_chat_that_is_another_client_s_by_now_leaves_it_where_it_is_found()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        var first = ErasureStack.Transcript("other-chat", ErasureStack.ClientId, SampleEvents.Noon, "first");
        var later = ErasureStack.Transcript("other-chat", ErasureStack.OtherId, SampleEvents.Noon + TimeSpan.MillisecondsPerDay, "later");
        await stack.StoreAsync(first, later);
        await stack.EraseAsync();
        var before = await stack.DumpAsync();
        before.ShouldContain("ChatIndex day:20260101");

        await stack.StoreAsync(first);

        (await stack.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Another_instance_that_does_not_know_yet_is_caught_by_the_second_pass()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.FillAsync();
        await stack.EraseAsync();
        await stack.Account.Table(TableNames.Erasures).DeleteEntityAsync("tombstones", ErasureTable.IdOf(ErasureStack.ClientId), cancellationToken: Ending);
        stack.Get<Tombstones>().Forget();
        await stack.StoreAsync(ErasureStack.Events().First());

        await stack.RunLastPassAsync();

        await stack.NothingShouldBeLeftAsync();
    }

    [Fact]
    public async Task Messages_after_the_erasure_are_a_new_conversation_without_the_old_ones()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.FillAsync();
        await stack.EraseAsync();
        var later = stack.Product.Now.AddHours(1).ToUnixTimeMilliseconds();
        var transcript = ErasureStack.Transcript("erased-chat-1", ErasureStack.ClientId, later, "new text");
        transcript["messages"]!.AsArray().Add(SampleEvents.Message("old", SampleEvents.Noon, ErasureStack.Text));

        await stack.StoreAsync(transcript);

        var chat = (await stack.Get<ChatReader>().ReadAsync("erased-chat-1", Ending)).ShouldNotBeNull();
        chat.Messages.Select(message => message.Text).ShouldBe(["new text", "new text"]);
        await stack.RunLastPassAsync();
        (await stack.Get<ChatReader>().ReadAsync("erased-chat-1", Ending)).ShouldNotBeNull().Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_stored_goes_and_stays_away_also_where_its_sender_s_clock_is_ahead()
    {
        await using var stack = await ErasureStack.InRealTimeAsync(azurite);
        var ahead = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds();
        var transcript = ErasureStack.Transcript("erased-chat-1", ErasureStack.ClientId, ahead, ErasureStack.Text, "liz");
        var fragment = ErasureStack.Transcript("erased-chat-2", ErasureStack.ClientId, ahead + 60_000, ErasureStack.Text);
        fragment["eventName"] = "chatFragment";
        await stack.StoreAsync(transcript, fragment);

        await stack.EraseAsync();
        await stack.NothingShouldBeLeftAsync();
        await stack.StoreAsync(transcript, fragment);
        await stack.NothingShouldBeLeftAsync();

        await stack.Product.QueueAsync("new", "to somebody who came back", ErasureStack.ClientId);
        await stack.StoreAsync(ErasureStack.Transcript("new-chat", ErasureStack.ClientId, ahead + (2 * TimeSpan.MillisecondsPerDay), "new text"));
        await stack.RunLastPassAsync();
        (await stack.Get<ChatReader>().ReadAsync("new-chat", Ending)).ShouldNotBeNull().Messages.Count.ShouldBe(2);
        (await stack.Product.FindAsync("new")).Text.ShouldBe("to somebody who came back");
    }

    [Fact]
    public async Task Crash_after_any_call_is_survived()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.FillAsync();
        var begun = (await stack.Get<Erasures>().BeginAsync(ErasureStack.ClientId, Ending)).Value.ShouldNotBeNull();
        var crashes = await stack.RunCrashingAsync();

        crashes.ShouldBeGreaterThan(30);
        await stack.NothingShouldBeLeftAsync();
        (await stack.ReportAsync(begun.Id)).Status.ShouldBe(ErasureReport.Erased);
    }

    [Fact]
    public async Task Steps_may_come_twice()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.FillAsync();
        await stack.Get<Erasures>().BeginAsync(ErasureStack.ClientId, Ending);
        var budget = 400;

        await stack.RunAllAsync(async message =>
        {
            await stack.Get<ErasureWork>().RunAsync(message, Ending);
            if (--budget > 350)
                await stack.Get<ErasureWork>().RunAsync(message, Ending);
        });

        budget.ShouldBeGreaterThan(0);
        await stack.NothingShouldBeLeftAsync();
        (await stack.ReportAsync(ErasureTable.IdOf(ErasureStack.ClientId))).Counts.ShouldBe(new ErasedCounts(Chats: 2, Rows: 11, Messages: 4, Orders: 1, Blobs: 2, Bindings: 1));
    }

    [Fact]
    public async Task Long_chat_is_removed_in_steps_of_bounded_length()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.StoreAsync(ErasureStack.Transcript("erased-chat-1", ErasureStack.ClientId, SampleEvents.Noon, "x"));
        var rows = Enumerable.Range(0, 5_000).Select(number => new TableEntity("erased-chat-1", string.Create(CultureInfo.InvariantCulture, $"m-{SampleEvents.Noon + 10 + number:D15}-x")));
        foreach (var chunk in rows.Chunk(100))
            await stack.Account.Table(TableNames.Transcripts).SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Ending);

        var (steps, removed, isDone) = (0, 0, false);
        while (!isDone)
        {
            (var counts, isDone) = await stack.Get<ChatEraser>().EraseClientAsync(ErasureStack.ClientId, stack.Product.Now, maxRows: 2_000, Ending);
            counts.Rows.ShouldBeLessThan(3_100);
            removed += counts.Rows;
            steps++;
        }

        steps.ShouldBeGreaterThanOrEqualTo(3);
        removed.ShouldBe(5_004);
        await stack.NothingShouldBeLeftAsync();
    }

    [Fact]
    public async Task Message_that_is_just_being_sent_is_waited_for()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.Product.QueueAsync("k", ErasureStack.Text, ErasureStack.ClientId);
        await stack.Product.MakeAsync("k", delivery => delivery.Enter(DeliveryStatus.Sending, stack.Product.Now) with { ClaimedAt = stack.Product.Now });
        var eraser = stack.Get<DeliveryEraser>();

        (await eraser.EraseAsync(ErasureStack.ClientId, [], stack.Product.Now, 100, Ending)).ShouldBe((0, false));
        await stack.Product.MakeAsync("k", delivery => delivery.Enter(DeliveryStatus.Sent, stack.Product.Now) with { MessageId = "id" });
        (await eraser.EraseAsync(ErasureStack.ClientId, [], stack.Product.Now, 100, Ending)).ShouldBe((1, true));

        (await stack.Product.FindAsync("k")).Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task Export_of_a_person_has_all_that_an_erasure_removes()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.FillAsync();

        var export = await stack.ExportAsync();

        export["customers"]![0]!["email"]!.GetValue<string>().ShouldBe(ErasureStack.Text);
        export["orders"]!.AsArray().Count.ShouldBe(1);
        export["events"]!.AsArray().ShouldHaveSingleItem()!["eventName"]!.GetValue<string>().ShouldBe("chatRated");
        export["messages"]!.AsArray().Select(message => message!["key"]!.GetValue<string>()).Order().ShouldBe(["customers/erased-customer-77", "sent", "skipped", "unsent"]);
        export["chats"]!.AsArray().Select(chat => chat!["chatId"]!.GetValue<string>()).Order().ShouldBe(["erased-chat-1", "erased-chat-2"]);
        export.ToJsonString().ShouldNotContain("other");
        await stack.EraseAsync();
        (await stack.ExportAsync()).ToJsonString().ShouldBe($$"""{"clientId":"{{ErasureStack.ClientId}}","customers":[],"orders":[],"messages":[],"events":[],"chats":[]}""");
    }

    [Fact]
    public async Task Unknown_event_of_a_client_who_came_back_is_kept_and_a_repeated_one_is_not()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await stack.FillAsync();
        await stack.EraseAsync();

        await stack.StoreAsync(Rating("new", stack.Product.Now.AddHours(1)), Rating(ErasureStack.Text, stack.Product.Now.AddHours(-1)));

        await stack.RunLastPassAsync();
        var events = (await stack.ExportAsync())["events"]!.AsArray();
        events.ShouldHaveSingleItem()!["note"]!.GetValue<string>().ShouldBe("new");

        static JsonObject Rating(string note, DateTimeOffset at) => new()
        {
            ["eventName"] = "chatRated",
            ["client"] = new JsonObject { ["id"] = ErasureStack.ClientId },
            ["note"] = note,
            ["createdAt"] = at.ToUnixTimeMilliseconds(),
        };
    }

    /// <summary>It counts the blob.</summary>
    private static string WithoutReport(string dump) => string.Join('\n', dump.Split('\n').Where(line => !line.StartsWith("Erasures reports", StringComparison.Ordinal)));
}
