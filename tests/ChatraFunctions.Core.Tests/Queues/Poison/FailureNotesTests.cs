using System.Text.Json;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using TestKit;

namespace ChatraFunctions.Core.Tests.Queues.Poison;

/// <summary>Why a message failed, for whoever finds it in a poison queue.</summary>
public sealed class FailureNotesTests(AzuriteFixture azurite)
{
    private static readonly BinaryData Message = PoisonStack.Envelope("e1");

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Last_failure_is_the_reason_of_the_poison_message()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await FailAsync(stack, new InvalidOperationException("first"));
        await stack.AddAsync(QueueNames.ChatraEvents, Message);

        await FailAsync(stack, new Azure.RequestFailedException(403, "long words of the service", "AuthorizationFailure", innerException: null));

        var found = await stack.PeekOneAsync("chatra-events");
        found.Reason.ShouldBe("RequestFailedException: 403 AuthorizationFailure");
        found.FailedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Message_that_fails_on_its_own_account_says_so_in_our_words()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        var unreadable = new BinaryData("zebra");
        await Should.ThrowAsync<FormatException>(() => stack.Notes.WatchAsync(
            unreadable,
            () => stack.Get<ChatraFunctions.Transcripts.ChatEventStore>().StoreAsync(unreadable, Ending),
            Ending));

        var note = await stack.Notes.FindAsync(unreadable, Ending);

        note.ShouldNotBeNull().Error.ShouldStartWith("FormatException: A queue message of 5 bytes is not an envelope. <- Json");
        note.Error.ShouldNotContain("zebra");
    }

    [Fact]
    public async Task What_others_say_of_a_failure_is_not_kept()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await Should.ThrowAsync<FormatException>(() => stack.Notes.WatchAsync(Message, () => Task.FromResult(DateTimeOffset.Parse("jane@example.com", System.Globalization.CultureInfo.InvariantCulture)), Ending));

        (await stack.Notes.FindAsync(Message, Ending)).ShouldNotBeNull().Error.ShouldBe("FormatException");
    }

    [Fact]
    public async Task Success_costs_nothing_and_an_end_of_the_host_is_no_failure()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        using var stopping = new CancellationTokenSource();
        await stack.Notes.WatchAsync(Message, () => Task.CompletedTask, Ending);
        await stopping.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => stack.Notes.WatchAsync(Message, () => Task.FromCanceled(stopping.Token), stopping.Token));

        stack.Proxy.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Storage_that_is_out_of_reach_neither_hides_the_failure_nor_holds_it_up(bool hangs)
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        stack.Proxy.BeforeForward = _ => Task.FromResult<FaultAction?>(hangs ? FaultAction.Hang : FaultAction.Drop);
        var start = TimeProvider.System.GetTimestamp();

        await FailAsync(stack, new TimeoutException("the real one"));

        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(8));
        stack.Log.Lines.ShouldContain(line => line.Contains("could not be noted"));
    }

    [Fact]
    public async Task Note_is_a_blob_that_the_lifecycle_rule_of_payloads_clears_away()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await FailAsync(stack, new InvalidOperationException("x"));

        var container = stack.Get<StorageAccount>().Container(ContainerNames.Payloads);
        var blob = await container.GetBlobsAsync(cancellationToken: Ending).SingleAsync(Ending);
        blob.Name.ShouldMatch("^failures/[0-9a-f]{32}\\.json$");
        var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync(Ending)).Value.Content;
        JsonDocument.Parse(content).RootElement.EnumerateObject().Select(property => property.Name).ShouldBe(["at", "error"]);
    }

    private static async Task FailAsync(PoisonStack stack, Exception exception) =>
        (await Should.ThrowAsync<Exception>(() => stack.Notes.WatchAsync(Message, () => Task.FromException(exception), Ending))).ShouldBeSameAs(exception);
}
