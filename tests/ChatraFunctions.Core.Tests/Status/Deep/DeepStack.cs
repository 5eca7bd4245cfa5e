using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Status.Deep;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Core.Tests.Status.Deep;

/// <summary>The deep check on an account that has everything.</summary>
internal static class DeepStack
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    /// <summary>Creates what the outbox does not need.</summary>
    public static async Task<OutboxStack> CompleteAsync(this Task<OutboxStack> starting)
    {
        var stack = await starting;
        await Task.WhenAll(
        [
            .. QueueNames.All.Select(queue => stack.Account.Queue(QueueNames.Poison(queue)).CreateIfNotExistsAsync(cancellationToken: Ending)),
            .. TableNames.All.Select(table => stack.Account.Table(table).CreateIfNotExistsAsync(Ending)),
            .. ContainerNames.All.Select(container => stack.Account.Container(container).CreateIfNotExistsAsync(cancellationToken: Ending)),
        ]);
        stack.Proxy.Clear();
        return stack;
    }

    public static Task<DeepReport> CheckAsync(this OutboxStack stack) => stack.Get<DeepCheck>().RunAsync(Ending);

    public static CheckResult Named(this DeepReport report, string name) => report.Checks.Single(check => check.Name == name);

    /// <summary>The only check that is not ok.</summary>
    public static CheckResult OnlyComplaint(this DeepReport report)
    {
        var complaint = report.Checks.Where(check => check.Status != "ok").ShouldHaveSingleItem();
        report.Status.ShouldBe(complaint.Status);
        complaint.Detail.ShouldNotBeNullOrEmpty();
        complaint.Hint.ShouldNotBeNullOrEmpty();
        return complaint;
    }
}
