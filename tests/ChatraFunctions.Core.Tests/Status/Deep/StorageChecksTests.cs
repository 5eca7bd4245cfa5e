using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using TestKit;

namespace ChatraFunctions.Core.Tests.Status.Deep;

/// <summary>The deep check of queues, tables and containers.</summary>
public sealed class StorageChecksTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_queue_table_and_container_is_looked_at_with_one_call_and_the_log_has_one_line()
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();

        var report = await stack.CheckAsync();

        report.Status.ShouldBe("ok");
        report.Checks.ShouldAllBe(check => check.Status == "ok" && check.Hint == null);
        report.Checks.Select(check => check.Name).ShouldBe(
        [
            .. QueueNames.All.Select(name => $"queue {name}"),
            .. QueueNames.All.Select(name => $"queue {name}-poison"),
            .. TableNames.All.Select(name => $"table {name}"),
            .. ContainerNames.All.Select(name => $"container {name}"),
            "vault",
            "chatra",
        ]);
        stack.Proxy.CallsTo(StorageService.Queue).Count.ShouldBe(2 * QueueNames.All.Count);
        stack.Proxy.CallsTo(StorageService.Blob).Count.ShouldBe(ContainerNames.All.Count);
        stack.Log.Lines.Where(line => line.Contains("eep check", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain($"Deep check: ok, {report.Checks.Count} checks");
    }

    [Fact]
    public async Task What_is_missing_is_named_with_what_to_do_and_the_rest_is_ok()
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        await stack.Account.Table(TableNames.PrivacyRequests).DeleteAsync(Ending);

        var complaint = (await stack.CheckAsync()).OnlyComplaint();

        (complaint.Name, complaint.Status, complaint.Detail).ShouldBe(("table PrivacyRequests", "failed", "It is not there."));
        complaint.Hint!.ShouldContain("azd provision");
        stack.Log.Lines.Count(line => line.Contains("Deep check: failed; table PrivacyRequests: It is not there.", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData(StorageService.Queue, "outbox-poison", "queue outbox-poison", "Storage Queue Data Contributor")]
    [InlineData(StorageService.Table, "Bindings()", "table Bindings", "Storage Table Data Contributor")]
    [InlineData(StorageService.Blob, "chatra-payloads", "container chatra-payloads", "Storage Blob Data Owner")]
    public async Task Who_may_not_read_is_told_the_role(StorageService service, string resource, string name, string role)
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        stack.Proxy.BeforeForward = call => Task.FromResult(
            call.Service == service && call.Resource == resource ? FaultAction.Answer(403, "AuthorizationPermissionMismatch") : null);

        var complaint = (await stack.CheckAsync()).OnlyComplaint();

        (complaint.Name, complaint.Detail).ShouldBe((name, "Storage answered 403 (AuthorizationPermissionMismatch)."));
        complaint.Hint!.ShouldContain(role);
    }

    [Fact]
    public async Task Storage_that_hangs_is_told_after_five_seconds()
    {
        await using var stack = await OutboxStack.OnAsync(azurite).CompleteAsync();
        stack.Proxy.BeforeForward = _ => Task.FromResult<FaultAction?>(FaultAction.Hang);
        var checking = stack.CheckAsync();
        await Eventually.HoldsAsync(() => stack.Proxy.Calls.Count >= (2 * QueueNames.All.Count) + TableNames.All.Count + ContainerNames.All.Count, "storage is asked for all");

        stack.Time.Advance(TimeSpan.FromSeconds(5));

        var report = await checking;
        report.Named("vault").Status.ShouldBe("ok");
        report.Checks.Where(check => check.Name != "vault").ShouldAllBe(check => check.Detail == "No answer within 5 seconds." && check.Hint != null);
    }
}
