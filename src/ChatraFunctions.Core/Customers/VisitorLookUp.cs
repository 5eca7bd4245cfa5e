using Chatra.Api;
using ChatraFunctions.Outbox;
using ChatraFunctions.Requests;
using ChatraFunctions.Secrets;
using ChatraFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Customers;

/// <summary>Asks Chatra about one visitor while the caller waits, at a slot of the request budget as everything else.</summary>
public sealed partial class VisitorLookUp(
    ChatraClient chatra, IAccountKeys keys, RequestBudget budget, Slots slots, ChatraMeter meter, TimeProvider time, ILogger<VisitorLookUp> logger)
{
    /// <summary>A slot that is further off is not waited for: the caller is told when to come again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(30);

    /// <returns>What Chatra says; refused as unavailable where it cannot be asked now, or does not answer.</returns>
    public async Task<Outcome<VisitorView>> FindAsync(string clientId, CancellationToken cancellationToken)
    {
        try
        {
            var used = await keys.GetAsync(cancellationToken); // Before the slot, which must not wait for a vault.
            return await slots.TakeNearAsync(Patience, cancellationToken) is { } slot
                ? await AskAsync(clientId, slot, used, cancellationToken)
                : await NoSlotAsync(cancellationToken);
        }
        catch (KeysUnavailableException exception)
        {
            Log.NoKeys(logger, exception);
            return Unavailable("The keys of the Chatra account cannot be read.", AfterFault);
        }
    }

    private async Task<Outcome<VisitorView>> AskAsync(string clientId, Slot slot, ChatraKeys used, CancellationToken cancellationToken)
    {
        try
        {
            return VisitorView.Of(await chatra.Clients.GetAsync(clientId, cancellationToken));
        }
        catch (ChatraApiException fault) when (fault.Kind == ChatraErrorKind.NotFound)
        {
            return VisitorView.Unknown;
        }
        catch (ChatraApiException fault)
        {
            Log.NotAnswered(logger, fault.Kind, fault.Status is { } status ? (int)status : null);
            return fault.Kind switch
            {
                ChatraErrorKind.RateLimited => await ThrottledAsync(fault, slot, cancellationToken),
                ChatraErrorKind.Unauthorized when await keys.TryRenewAsync(used, cancellationToken) =>
                    Unavailable("Chatra refused the keys, and there are other ones now.", TimeSpan.Zero),
                ChatraErrorKind.Unauthorized => Unavailable("Chatra refused the keys.", AfterFault),
                _ => Unavailable("Chatra does not answer as it should.", AfterFault),
            };
        }
    }

    private async Task<Refusal> ThrottledAsync(ChatraApiException fault, Slot slot, CancellationToken cancellationToken)
    {
        meter.Throttled();
        var wait = SendOutcome.RetryAfter(fault);
        await budget.ThrottleAsync(slot, time.GetUtcNow() + wait, cancellationToken);
        return Unavailable("The account's requests of this minute are spent.", wait);
    }

    private async Task<Refusal> NoSlotAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return Unavailable("No request on Chatra is free at the moment.", Pace.FirstFree(await budget.ReadAsync(cancellationToken), now) - now);
    }

    private static Refusal Unavailable(string detail, TimeSpan wait) => new(RefusalReason.Unavailable, $"{detail} Try again, or ask without live.") { RetryAfter = wait };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A visitor cannot be looked up: the keys of the Chatra account cannot be read")]
        public static partial void NoKeys(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Chatra did not tell about a visitor: {Kind}, status {Status}")]
        public static partial void NotAnswered(ILogger logger, ChatraErrorKind kind, int? status);
    }
}
