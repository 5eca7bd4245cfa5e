using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Outbox;
using ChatraFunctions.Requests;
using TestKit;

namespace ChatraFunctions.Core.Tests.Customers;

/// <summary>GET /customers/{customerId}?live=true spends one slot, or says when to come again.</summary>
public sealed class VisitorLookUpTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chatra_s_view_costs_one_request_and_one_slot()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var clientId = await stack.BindAsync();

        var customer = (await stack.GetAsync(isLive: true)).Value.ShouldNotBeNull();

        customer.Visitor!.IsKnown.ShouldBeTrue();
        stack.Chatra.Lines.ShouldBe([$"GET /clients/{clientId}"]);
        (await stack.Budget.ReadAsync(Ending)).NextSlot.ShouldBeInRange(stack.Now + TimeSpan.FromSeconds(1), stack.Now + TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public async Task Without_live_or_without_a_binding_nothing_is_asked()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.PutAsync("""{"name":"A"}""", "unbound");
        await stack.BindAsync();

        (await stack.GetAsync()).Value!.Visitor.ShouldBeNull();
        (await stack.GetAsync(isLive: true, "unbound")).Value!.Visitor.ShouldBeNull();
        (await stack.GetAsync(isLive: true, "nobody")).Refusal!.Reason.ShouldBe(RefusalReason.NotFound);

        stack.Chatra.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Visitor_unknown_to_Chatra_is_said_to_be_so()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        stack.Chatra.AnswersNext(404, "Client not found");

        (await stack.GetAsync(isLive: true)).Value!.Visitor!.IsKnown.ShouldBeFalse();
    }

    [Fact]
    public async Task Slot_that_is_far_off_is_not_waited_for_and_nothing_is_spent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        await stack.Budget.PauseAsync(stack.Now + TimeSpan.FromSeconds(40), "test", Ending);
        var before = await stack.Budget.ReadAsync(Ending);

        var refusal = (await stack.GetAsync(isLive: true)).Refusal.ShouldNotBeNull();

        (refusal.Reason, refusal.RetryAfter).ShouldBe((RefusalReason.Unavailable, TimeSpan.FromSeconds(40)));
        stack.Chatra.Lines.ShouldBeEmpty();
        (await stack.Budget.ReadAsync(Ending)).ShouldBe(before);
    }

    [Fact]
    public async Task Slot_that_is_near_is_waited_for()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        for (var slot = 0; slot < 3; slot++)
            await stack.Budget.ReserveOneAsync(Ending);

        var asking = stack.GetAsync(isLive: true);
        await Task.Delay(300, Ending);
        stack.Chatra.Lines.ShouldBeEmpty();
        await stack.PassTimeUntilAsync(asking, TimeSpan.FromMilliseconds(100));

        (await asking).Value!.Visitor!.IsKnown.ShouldBeTrue();
    }

    [Fact]
    public async Task Limit_that_is_met_pauses_everything_and_the_caller_is_told_for_how_long()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        stack.Chatra.AnswersNext(429, retryAfter: "12");

        var refusal = (await stack.GetAsync(isLive: true)).Refusal.ShouldNotBeNull();

        (refusal.Reason, refusal.RetryAfter).ShouldBe((RefusalReason.Unavailable, TimeSpan.FromSeconds(12)));
        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldBe(stack.Now + TimeSpan.FromSeconds(12));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(401)]
    [InlineData(null)]
    public async Task Chatra_that_does_not_answer_is_503_and_the_update_is_not_touched(int? status)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        if (status is { } fault)
            stack.Chatra.AnswersNext(fault);
        else
            stack.Chatra.LosesNextAnswer();

        var refusal = (await stack.GetAsync(isLive: true)).Refusal.ShouldNotBeNull();

        refusal.Reason.ShouldBe(RefusalReason.Unavailable);
        refusal.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Keys_out_of_reach_are_503_and_spend_nothing()
    {
        await using var stack = await OutboxStack.WithKeysAsync(azurite, new ScriptedKeys { AreOutOfReach = true });
        await stack.BindAsync();

        (await stack.GetAsync(isLive: true)).Refusal!.Reason.ShouldBe(RefusalReason.Unavailable);

        (await stack.Budget.ReadAsync(Ending)).ShouldBe(new BudgetState());
    }
}
