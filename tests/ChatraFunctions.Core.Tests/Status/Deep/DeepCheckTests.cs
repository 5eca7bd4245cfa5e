using ChatraFunctions.Status.Deep;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatraFunctions.Core.Tests.Status.Deep;

/// <summary>How the checks are run, whatever they look at.</summary>
public sealed class DeepCheckTests
{
    private static readonly Check Well = new("well", _ => Task.FromResult(Finding.Ok()), "-");

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Checks_run_side_by_side()
    {
        var (first, second) = (new TaskCompletionSource<Finding>(), new TaskCompletionSource<Finding>());
        Check[] checks =
        [
            new("one", _ => { first.SetResult(Finding.Ok()); return second.Task; }, "-"),
            new("two", _ => { second.SetResult(Finding.Ok()); return first.Task; }, "-"),
        ];

        (await New(checks).RunAsync(Ending).WaitAsync(TimeSpan.FromSeconds(20), Ending)).IsOk().ShouldBeTrue();
    }

    [Fact]
    public async Task Check_that_never_ends_is_not_waited_for_and_the_others_are_told()
    {
        var time = new FakeTimeProvider();
        var running = New([Well, new Check("deaf", _ => new TaskCompletionSource<Finding>().Task, "Look at it.")], time).RunAsync(Ending);

        time.Advance(TimeSpan.FromSeconds(4.9));
        await Task.Delay(50, Ending);
        running.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));

        var report = await running;
        report.Named("well").Status.ShouldBe("ok");
        report.OnlyComplaint().ShouldBe(new CheckResult("deaf", "failed", "No answer within 5 seconds.", "Look at it."));
    }

    [Fact]
    public async Task Check_that_breaks_does_not_hide_the_others()
    {
        var report = await New([new Check("broken", _ => throw new InvalidDataException("with a text that nobody has looked at"), "Look at it."), Well]).RunAsync(Ending);

        report.Named("well").Status.ShouldBe("ok");
        report.OnlyComplaint().Detail.ShouldBe("The check itself failed: InvalidDataException.");
    }

    [Theory]
    [InlineData("ok", "ok", "ok")]
    [InlineData("degraded", "ok", "degraded")]
    [InlineData("failed", "degraded", "failed")]
    public async Task The_worst_check_is_the_whole(string whole, string one, string other)
    {
        var report = await New([Of(one), Of(other), Well]).RunAsync(Ending);

        (report.Status, report.IsOk()).ShouldBe((whole, whole == "ok"));

        static Check Of(string status) => new(status, _ => Task.FromResult(new Finding(status, "detail", "hint")), "-");
    }

    [Fact]
    public async Task Caller_who_goes_away_ends_it()
    {
        using var caller = new CancellationTokenSource();
        var running = New([new Check("slow", async token => { await Task.Delay(Timeout.Infinite, token); return Finding.Ok(); }, "-")]).RunAsync(caller.Token);

        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    private static DeepCheck New(Check[] checks, TimeProvider? time = null) => new(checks, time ?? TimeProvider.System, NullLogger<DeepCheck>.Instance);
}
