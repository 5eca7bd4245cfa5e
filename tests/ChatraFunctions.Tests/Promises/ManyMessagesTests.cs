using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using ChatraFunctions.Storage;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Promises;

/// <summary>A person with 100,000 messages, in the app's own process: handing them over takes little memory, erasing them survives a kill.</summary>
public sealed class ManyMessagesTests
{
    private const string ClientId = "somebody-with-much-to-say";
    private const int Chats = 100;
    private const int MessagesEach = 1_000;
    private const long MaxMemory = 200L << 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exports_stay_under_200_MiB_and_an_erasure_ends_though_it_is_killed()
    {
        await using var azurite = await AzuriteServer.LaunchAsync(Cancellation);
        await using var chatra = await SimulatedChatra.StartAsync();
        var account = azurite.NewAccount();
        var storage = new StorageProbe(account);
        await using var app = await AppProcess.StartAsync(AppSettings.Fast(account, chatra));
        await FillAsync(app);
        app.Kill();
        await app.StartAsync(); // Its memory is that of the exports from here on.

        (await CountAsync(app, "export?from=2026-03-01&to=2026-03-01&format=csv", "\n"u8.ToArray())).ShouldBeGreaterThan(Chats * MessagesEach);
        (await CountAsync(app, "export?from=2026-03-01&to=2026-03-01&format=ndjson", "\n"u8.ToArray())).ShouldBe(Chats);
        (await CountAsync(app, $"clients/{ClientId}/export", "\"createdAt\""u8.ToArray())).ShouldBeGreaterThanOrEqualTo(Chats * MessagesEach);
        app.PeakMemory.ShouldBeLessThan(MaxMemory);

        var begun = (await app.Api.SendAsync("DELETE", $"clients/{ClientId}")).ShouldBe(HttpStatusCode.Accepted);
        var report = begun.Headers["Location"]["/api/".Length..];
        await Eventually.HoldsAsync(async () => await RowsErasedAsync(app, report) > 0, "the erasure is at it");
        app.Kill();
        await app.StartAsync();

        await Eventually.HoldsAsync(async () => (await app.Api.GetAsync(report)).Json["status"]!.GetValue<string>() == "erased", "the person is erased");
        foreach (var table in new[] { TableNames.Transcripts, TableNames.ChatIndex })
            (await storage.RowsAsync(table)).ShouldBeEmpty();
        (await storage.BlobsAsync("")).ShouldBeEmpty();
        (await app.Api.PoisonedAsync()).ShouldBe(0);
    }

    private static async Task FillAsync(AppProcess app)
    {
        var start = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        await Parallel.ForEachAsync(Enumerable.Range(0, Chats), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Cancellation }, async (chat, _) =>
        {
            var transcript = Events.Transcript($"chat-{chat}", MessagesEach, number => string.Create(CultureInfo.InvariantCulture, $"Word {number} of {chat}. ") + new string('x', 300));
            transcript["client"]!["id"] = ClientId;
            transcript["client"]!["latestVisit"]!["finishedAt"] = start.AddMinutes(chat + 1).ToUnixTimeMilliseconds();
            foreach (var (message, number) in transcript["messages"]!.AsArray().Select((message, number) => (message!, number)))
                message["createdAt"] = start.AddMinutes(chat).AddMilliseconds(number).ToUnixTimeMilliseconds();
            (await app.Api.PostWebhookAsync(transcript.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
        });
        for (var chat = 0; chat < Chats; chat++)
            await app.Api.ChatAsync($"chat-{chat}", MessagesEach, sessions: 1);
    }

    /// <summary>How often an answer has something, which is read as it comes: not all of it is held here either.</summary>
    private static async Task<int> CountAsync(AppProcess app, string path, byte[] wanted)
    {
        var reader = PipeReader.Create(await app.Api.ReadAsync(path));
        var found = 0;
        while (true)
        {
            var read = await reader.ReadAsync(Cancellation);
            var rest = new SequenceReader<byte>(read.Buffer);
            while (rest.TryReadTo(out ReadOnlySequence<byte> _, wanted))
                found++;

            // What is wanted may begin at the end.
            var kept = Math.Min(rest.Remaining, wanted.Length - 1);
            reader.AdvanceTo(read.Buffer.GetPosition(read.Buffer.Length - kept), read.Buffer.End);
            if (!read.IsCompleted)
                continue;

            await reader.CompleteAsync();
            return found;
        }
    }

    private static async Task<int> RowsErasedAsync(AppProcess app, string report) => (await app.Api.GetAsync(report)).Json["counts"]!["rows"]!.GetValue<int>();
}
