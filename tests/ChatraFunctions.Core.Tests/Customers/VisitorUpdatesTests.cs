using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Customers;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using TestKit;

namespace ChatraFunctions.Core.Tests.Customers;

/// <summary>What the shop says of a customer reaches Chatra: once, at a slot, and the newest of it.</summary>
public sealed class VisitorUpdatesTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_is_kept_and_Chatra_is_told_of_what_was_named_and_of_nothing_else()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var clientId = await stack.BindAsync();

        var accepted = await stack.PutAsync("""{"name":"Jane","email":null}""");
        await stack.RunDueAsync();

        (accepted.Name, accepted.Update!.Status).ShouldBe(("Jane", DeliveryStatus.Queued));
        stack.Chatra.Lines.ShouldBe([$"PUT /clients/{clientId}"]);
        stack.Told().ShouldBe(["\"email\":null \"name\":\"Jane\""]);
        var update = await stack.UpdateAsync();
        (update.Status, update.Attempts, update.Text).ShouldBe((DeliveryStatus.Sent, 1, "email,name"));
        (await stack.GetAsync()).Value!.Update!.Status.ShouldBe(DeliveryStatus.Sent);
        await stack.CompanionsShouldAgreeAsync();
        stack.Log.Lines.ShouldAllBe(line => !line.Contains("Jane", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Customer_who_is_not_bound_is_kept_and_costs_no_request()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        (await stack.PutAsync("""{"name":"Jane","notes":"Loves skinny jeans"}""")).Update.ShouldBeNull();

        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(0);
        (await stack.GetAsync()).Value.ShouldBe(new CustomerView("42", null, "Jane", null, null, "Loves skinny jeans", null, null, null));
        (await stack.Get<CustomerBindings>().FindAsync("42", Ending)).ShouldBeNull();
        var (binding, created) = await stack.Get<CustomerBindings>().BindAsync("42", new CustomerDetails("Joan", null, null, "fr"), Ending);
        created.ShouldBeTrue();
        binding.Details.ShouldBe(new CustomerDetails("Joan", null, null, "fr", "Loves skinny jeans"));
    }

    [Fact]
    public async Task Many_changes_before_the_slot_are_one_request_with_the_newest_state()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();

        await stack.PutAsync("""{"name":"A","phone":"1"}""");
        await stack.PutAsync("""{"name":"B"}""");
        await stack.PutAsync("""{"name":"B"}""");
        await stack.RunDueAsync();
        await stack.RunDueAsync();

        stack.Told().ShouldBe(["\"name\":\"B\" \"phone\":\"1\""]);
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(0);
    }

    [Fact]
    public async Task Change_does_not_wait_out_the_faults_of_the_one_before()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        await stack.PutAsync("""{"name":"A"}""");
        stack.Chatra.AnswersNext(503);
        await stack.RunDueAsync();
        (await stack.UpdateAsync()).NotBefore.ShouldNotBeNull();

        await stack.PutAsync("""{"phone":"1"}""");
        await stack.RunDueAsync();

        stack.Told()[^1].ShouldBe("\"name\":\"A\" \"phone\":\"1\"");
        (await stack.UpdateAsync()).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Many_changes_at_once_end_with_what_is_kept()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(number => stack.PutAsync($$"""{"name":"{{number}}"}""")));
        while (await stack.RunDueAsync() > 0)
        {
        }

        stack.Told().ShouldHaveSingleItem().ShouldBe($"\"name\":\"{(await stack.GetAsync()).Value!.Name}\"");
    }

    [Fact]
    public async Task Later_change_tells_only_what_it_names()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        await stack.PutAsync("""{"name":"Jane","email":"jane@example.com"}""");
        await stack.RunDueAsync();

        await stack.PutAsync("""{"phone":"1"}""");
        await stack.RunDueAsync();

        stack.Told()[^1].ShouldBe("\"phone\":\"1\"");
    }

    [Fact]
    public async Task Change_while_Chatra_is_being_told_is_told_after_it()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        await stack.PutAsync("""{"name":"A"}""");
        var gate = stack.Chatra.HoldsNext();
        var sending = stack.RunDueAsync();
        await Eventually.HoldsAsync(() => stack.Chatra.Lines.Count == 1, "Chatra is asked");

        await stack.PutAsync("""{"name":"B"}""");
        gate.SetResult();
        await sending;
        await stack.RunDueAsync();

        stack.Told().ShouldBe(["\"name\":\"A\"", "\"name\":\"B\""]);
        (await stack.UpdateAsync()).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(null)]
    public async Task Fault_that_passes_is_repeated_until_it_is_done(int? status)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        await stack.PutAsync("""{"name":"A"}""");
        if (status is { } fault)
            stack.Chatra.AnswersNext(fault);
        else
            stack.Chatra.LosesNextAnswer();
        await stack.RunDueAsync();
        var waiting = await stack.UpdateAsync();
        (waiting.Status, waiting.Faults, waiting.IsInDoubt).ShouldBe((DeliveryStatus.Queued, 1, false));
        await stack.PutAsync("""{"phone":"1"}"""); // What is still to be told is not forgotten.

        stack.Time.Advance(TimeSpan.FromSeconds(10));
        await stack.SendAsync(stack.WakeUpOf(await stack.UpdateAsync()));

        stack.Told().ShouldBe(["\"name\":\"A\"", "\"name\":\"A\" \"phone\":\"1\""]);
        (await stack.UpdateAsync()).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Unreadable_answer_of_success_is_success()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        await stack.PutAsync("""{"name":"A"}""");
        stack.Chatra.GarblesNextAnswer();

        await stack.RunDueAsync();

        (await stack.UpdateAsync()).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Limit_of_the_account_pauses_it_and_the_update_waits()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        await stack.PutAsync("""{"name":"A"}""");
        stack.Chatra.AnswersNext(429, retryAfter: "12");

        await stack.RunDueAsync();

        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldBe(stack.Now + TimeSpan.FromSeconds(12));
        (await stack.UpdateAsync()).Status.ShouldBe(DeliveryStatus.Queued);
    }

    [Fact]
    public async Task Visitor_unknown_to_Chatra_fails_with_the_reason_and_the_next_change_tells_all_of_it()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        await stack.PutAsync("""{"name":"A"}""");
        stack.Chatra.AnswersNext(404, "Client not found");
        await stack.RunDueAsync();
        (await stack.GetAsync()).Value!.Update!.Reason.ShouldBe("Chatra does not know the visitor: they have not opened the chat yet");

        await stack.PutAsync("""{"phone":"1"}""");
        await stack.RunDueAsync();

        stack.Told()[^1].ShouldBe("\"name\":\"A\" \"phone\":\"1\"");
        (await stack.GetAsync()).Value!.Update!.Reason.ShouldBeNull();
    }

    [Fact]
    public async Task Customer_who_is_unbound_meanwhile_is_not_told_of()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        await stack.PutAsync("""{"name":"A"}""");
        await stack.Get<CustomerBindings>().UnbindAsync("42", Ending);

        await stack.RunDueAsync();

        stack.Chatra.Lines.ShouldBeEmpty();
        (await stack.UpdateAsync()).Status.ShouldBe(DeliveryStatus.Deleted);
    }

    [Fact]
    public async Task Update_is_no_message_that_could_be_edited_or_deleted_and_can_be_retried()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        await stack.PutAsync("""{"name":"A"}""");
        stack.Chatra.AnswersNext(400);
        await stack.RunDueAsync();
        var changes = stack.Get<MessageChanges>();

        (await changes.EditAsync("customers/42", "x", Ending)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Conflict);
        (await changes.DeleteAsync("customers/42", Ending)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Conflict);
        (await changes.RetryAsync("customers/42", Ending)).IsRefused.ShouldBeFalse();
        await stack.RunDueAsync();

        (await stack.UpdateAsync()).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Dying_at_any_write_loses_nothing_that_was_accepted_and_a_repeat_heals_the_rest()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.BindAsync();
        for (var write = 0; write < 3; write++)
        {
            var (seen, fatal) = (0, write);
            stack.Proxy.BeforeForward = call =>
                Task.FromResult(call.Method != "GET" && Interlocked.Increment(ref seen) > fatal ? FaultAction.Answer(403, "Dead") : null);
            await Should.ThrowAsync<Azure.RequestFailedException>(stack.PutAsync($$"""{"name":"try {{write}}"}"""));
        }

        stack.Proxy.BeforeForward = null;
        await stack.PutAsync("""{"name":"try 2"}""");
        await stack.RunDueAsync();

        stack.Told().ShouldBe(["\"name\":\"try 2\""]);
        (await stack.UpdateAsync()).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Theory]
    [InlineData("a/b#c?d\\e%2F")]
    [InlineData("jané@example.com 👋")]
    public async Task Any_customer_id_is_legal(string customerId)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var clientId = await stack.BindAsync(customerId);

        await stack.PutAsync("""{"name":"A"}""", customerId);
        await stack.RunDueAsync();

        stack.Chatra.Lines.ShouldBe([$"PUT /clients/{clientId}"]);
    }

    [Fact]
    public async Task Longest_customer_id_has_room_in_every_key()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var customerId = new string('x', 460);
        await stack.BindAsync(customerId);

        await stack.PutAsync("""{"name":"A"}""", customerId);
        await stack.RunDueAsync();

        (await stack.UpdateAsync(customerId)).Status.ShouldBe(DeliveryStatus.Sent);
    }
}
