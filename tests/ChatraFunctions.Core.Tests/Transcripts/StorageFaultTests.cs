using Azure;
using ChatraFunctions.Storage;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts;

/// <summary>Storage that is busy, that loses answers, or that says no.</summary>
public sealed class StorageFaultTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly string[] Events = [Payloads.Read("chatStarted.json"), Payloads.Read("chatFragment.json"), Payloads.Read("chatTranscript.json")];

    private StorageProxy _proxy = null!;
    private ChatStack _direct = null!;
    private ChatStack _stack = null!;

    public async ValueTask InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.Server);
        _direct = await ChatStack.OnAsync(azurite);
        _stack = _direct.Through(_proxy);
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _direct.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    public static TheoryData<string> OneTimeFaults => ["503", "409", "412", "lost answer"];

    [Theory]
    [MemberData(nameof(OneTimeFaults))]
    public async Task One_call_in_three_that_fails_once_changes_nothing_in_the_end(string fault)
    {
        var messages = await _direct.AcceptAsync(Events);
        foreach (var message in messages)
            await _direct.StoreAsync(message);
        var expected = await _direct.DumpAsync();
        await _direct.ClearAsync();
        var random = new Random(1);
        var faults = 0;
        Task<FaultAction?> Now(RecordedCall call) => Task.FromResult(IsMeant(call, fault) && random.Next(3) == 0 && ++faults > 0 ? ActionFor(fault) : null);
        if (fault == "lost answer")
            _proxy.AfterForward = Now;
        else
            _proxy.BeforeForward = Now;

        foreach (var message in messages.Append(messages[0]))
            await StoreAsAQueueDoesAsync(message);

        faults.ShouldBeGreaterThan(2);
        (await _direct.DumpAsync()).ShouldBe(expected);
    }

    [Theory]
    [InlineData(503, "ServerBusy")]
    [InlineData(403, "AuthorizationFailure")]
    [InlineData(404, "TableNotFound")]
    public async Task Lasting_failure_is_thrown_so_that_the_queue_brings_the_event_again(int status, string code)
    {
        var message = (await _direct.AcceptAsync(Events[0])).Single();
        _proxy.BeforeForward = call => Task.FromResult(call.Service is StorageService.Table ? FaultAction.Answer(status, code) : null);

        (await Should.ThrowAsync<RequestFailedException>(() => _stack.StoreAsync(message))).Status.ShouldBe(status);

        _proxy.BeforeForward = null;
        await _stack.StoreAsync(message);
        (await _direct.ReadAsync("aC4krWMZWLYzz9sKZ")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Endless_conflict_is_given_back_to_the_queue()
    {
        var message = (await _direct.AcceptAsync(Events[1])).Single();
        _proxy.BeforeForward = call => Task.FromResult(call.Method == "POST" && call.Service is StorageService.Table ? FaultAction.Answer(412, "UpdateConditionNotSatisfied") : null);

        await Should.ThrowAsync<StorageBusyException>(() => _stack.StoreAsync(message));
    }

    [Fact]
    public async Task Message_that_is_no_envelope_belongs_in_the_poison_queue() =>
        await Should.ThrowAsync<FormatException>(() => _stack.StoreAsync(new BinaryData("""{"id":"x"}""")));

    /// <summary>What failed comes again; more than a few times, and it would be in the poison queue.</summary>
    private async Task StoreAsAQueueDoesAsync(BinaryData message)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _stack.StoreAsync(message);
                return;
            }
            catch (RequestFailedException) when (attempt < 5)
            {
                // The next round is the queue's.
            }
        }
    }

    /// <summary>A conflict is an answer to a transaction.</summary>
    private static bool IsMeant(RecordedCall call, string fault) => fault is not ("409" or "412") || call.Resource.StartsWith("$batch", StringComparison.Ordinal);

    private static FaultAction ActionFor(string fault) => fault switch
    {
        "503" => FaultAction.Answer(503, "ServerBusy"),
        "409" => FaultAction.Answer(409, "EntityAlreadyExists"),
        "412" => FaultAction.Answer(412, "UpdateConditionNotSatisfied"),
        _ => FaultAction.Drop,
    };
}
