using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Outbox;
using TestKit;

namespace ChatraFunctions.Core.Tests.Status.Deep;

/// <summary>The deep check of Chatra, which costs one slot at most.</summary>
public sealed class ChatraCheckTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(404)]
    public async Task Chatra_that_answers_costs_one_request_and_one_slot(int? status)
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        if (status is { } notFound)
            stack.Chatra.AnswersNext(notFound, "Client not found");

        var report = await stack.CheckAsync();

        report.Named("chatra").ShouldBe(new("chatra", "ok", null, null));
        stack.Chatra.Lines.ShouldBe(["GET /clients/chatra-functions-deep-check"]);
        (await stack.Budget.ReadAsync(Ending)).NextSlot.ShouldBeInRange(stack.Now + TimeSpan.FromSeconds(1), stack.Now + TimeSpan.FromSeconds(1.1));
    }

    [Theory]
    [InlineData(401, "refused the keys (401)", "Rotate a secret")]
    [InlineData(403, "refused the keys (403)", "Rotate a secret")]
    [InlineData(500, "answered 500", "Nothing to do")]
    [InlineData(405, "answered 405", "Chatra__BaseUrl")]
    public async Task Chatra_that_refuses_has_failed_and_is_not_asked_again(int status, string detail, string hint)
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        stack.Chatra.AnswersNext(status, "words that may repeat what was sent");

        var complaint = (await stack.CheckAsync()).OnlyComplaint();

        (complaint.Name, complaint.Status).ShouldBe(("chatra", "failed"));
        complaint.Detail!.ShouldContain(detail);
        complaint.Hint!.ShouldContain(hint);
        complaint.ToString().ShouldNotContain("words");
        stack.Chatra.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Answer_that_is_lost_has_failed()
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        stack.Chatra.LosesNextAnswer();

        (await stack.CheckAsync()).OnlyComplaint().Detail.ShouldBe("No answer came.");
    }

    [Fact]
    public async Task Page_that_is_not_Chatra_has_failed()
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        stack.Chatra.GarblesNextAnswer();

        (await stack.CheckAsync()).OnlyComplaint().Hint!.ShouldContain("Chatra__BaseUrl");
    }

    [Fact]
    public async Task Chatra_that_is_out_of_reach_has_failed()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Chatra__BaseUrl", "http://127.0.0.1:1/api/")).CompleteAsync();

        var complaint = (await stack.CheckAsync()).OnlyComplaint();

        (complaint.Name, complaint.Status, complaint.Detail).ShouldBe(("chatra", "failed", "No connection could be made."));
    }

    [Fact]
    public async Task Chatra_that_never_answers_is_told_after_five_seconds()
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        var gate = stack.Chatra.HoldsNext();
        var checking = stack.CheckAsync();
        await Eventually.HoldsAsync(() => stack.Chatra.Lines.Count == 1, "Chatra is asked");

        stack.Time.Advance(TimeSpan.FromSeconds(5));

        (await checking).Named("chatra").Detail.ShouldBe("No answer within 5 seconds.");
        gate.SetResult();
    }

    [Fact]
    public async Task Limit_that_is_met_pauses_the_account_and_is_told()
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        stack.Chatra.AnswersNext(429, retryAfter: "12");

        var complaint = (await stack.CheckAsync()).OnlyComplaint();

        complaint.Status.ShouldBe("degraded");
        complaint.Detail!.ShouldContain("pauses for 12 seconds");
        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldBe(stack.Now + TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task Paused_account_is_told_with_its_reason_and_nothing_is_asked_or_spent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        await stack.Budget.PauseAsync(stack.Now + TimeSpan.FromMinutes(5), "Chatra refuses the keys", Ending);
        var before = await stack.Budget.ReadAsync(Ending);

        var complaint = (await stack.CheckAsync()).OnlyComplaint();

        complaint.Status.ShouldBe("degraded");
        complaint.Detail.ShouldBe("Not asked: the account is paused until 2026-03-01 12:05:00Z. Chatra refuses the keys.");
        stack.Chatra.Lines.ShouldBeEmpty();
        (await stack.Budget.ReadAsync(Ending)).ShouldBe(before);
    }

    [Fact]
    public async Task Slot_that_is_far_off_is_not_waited_for_and_nothing_is_spent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        for (var slot = 0; slot < 3; slot++)
            await stack.Budget.ReserveOneAsync(Ending);
        var before = await stack.Budget.ReadAsync(Ending);

        var complaint = (await stack.CheckAsync()).OnlyComplaint();

        (complaint.Status, complaint.Detail).ShouldBe(("degraded", "Not asked: the requests of the next seconds are given to messages."));
        stack.Chatra.Lines.ShouldBeEmpty();
        (await stack.Budget.ReadAsync(Ending)).ShouldBe(before);
    }

    [Fact]
    public async Task Without_keys_or_budget_nothing_is_asked_and_the_check_to_look_at_is_named()
    {
        await using var keyless = await OutboxStack.WithKeysAsync(azurite, new ScriptedKeys { AreOutOfReach = true }).CompleteAsync();
        (await keyless.CheckAsync()).Named("chatra").Hint!.ShouldContain("\"vault\"");
        (await keyless.Budget.ReadAsync(Ending)).ShouldBe(new BudgetState());

        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        stack.Proxy.BeforeForward = call => Task.FromResult(
            call.Resource.StartsWith("RequestBudget(", StringComparison.Ordinal) ? FaultAction.Answer(403, "AuthorizationFailure") : null);
        (await stack.CheckAsync()).Named("chatra").Hint!.ShouldContain("\"table RequestBudget\"");
        keyless.Chatra.Lines.Concat(stack.Chatra.Lines).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_that_were_replaced_are_read_anew_and_Chatra_is_not_asked_twice()
    {
        var keys = new ScriptedKeys { Kept = new("public", "new-secret") };
        await using var stack = await OutboxStack.WithKeysAsync(azurite, keys).CompleteAsync();
        stack.Chatra.AnswersNext(401);

        (await stack.CheckAsync()).OnlyComplaint().Status.ShouldBe("degraded");

        (keys.Renewals, stack.Chatra.Lines.Count).ShouldBe((1, 1));
        stack.Time.Advance(TimeSpan.FromSeconds(2));
        (await stack.CheckAsync()).Status.ShouldBe("ok");
    }
}
