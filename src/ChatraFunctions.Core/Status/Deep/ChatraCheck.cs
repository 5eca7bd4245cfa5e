using System.Globalization;
using Chatra.Api;
using ChatraFunctions.Outbox;
using ChatraFunctions.Secrets;
using ChatraFunctions.Storage;
using ChatraFunctions.Telemetry;

namespace ChatraFunctions.Status.Deep;

/// <summary>
/// Chatra answers and takes the keys: asked for a visitor that it cannot know, at a slot of the request budget as everything else. It is
/// not asked where no slot is near.
/// </summary>
internal sealed class ChatraCheck(ChatraClient chatra, IAccountKeys keys, RequestBudget budget, Slots slots, ChatraMeter meter, TimeProvider time)
{
    /// <summary>A slot that is further off is not waited for, so that three seconds are left for the answer.</summary>
    private static readonly TimeSpan SlotPatience = TimeSpan.FromSeconds(2);

    private const string Nobody = "chatra-functions-deep-check";
    private const string OnSilence = "Check Chatra__BaseUrl, that the app's network lets it out to there, and whether Chatra is up.";
    private const string Wait = "Nothing to do: messages wait and are tried again by themselves. Ask again later.";

    public Check ToCheck() => new("chatra", FindAsync, OnSilence);

    private async Task<Finding> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var used = await keys.GetAsync(cancellationToken); // Before the slot, which must not wait for a vault.
            return await slots.TakeNearAsync(SlotPatience, cancellationToken) is { } slot
                ? await AskAsync(slot, used, cancellationToken)
                : await NotAskedAsync(cancellationToken);
        }
        catch (KeysUnavailableException)
        {
            return Finding.Failed("Not asked: the account's keys cannot be read.", "See the check \"vault\".");
        }
        catch (Exception exception) when (StorageOutage.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return Finding.Failed("Not asked: the request budget cannot be reached.", $"See the check \"table {TableNames.RequestBudget}\".");
        }
    }

    private async Task<Finding> NotAskedAsync(CancellationToken cancellationToken)
    {
        var state = await budget.ReadAsync(cancellationToken);
        return state.IsPausedAt(time.GetUtcNow())
            ? Finding.Degraded(
                string.Create(CultureInfo.InvariantCulture, $"Not asked: the account is paused until {state.PausedUntil:u}. {state.PauseReason}."),
                "See \"Nothing is sent: the Chatra account is paused\" in docs/operating.md.")
            : Finding.Degraded("Not asked: the requests of the next seconds are given to messages.", "Ask again when fewer messages wait; GET /status says how many.");
    }

    private async Task<Finding> AskAsync(Slot slot, ChatraKeys used, CancellationToken cancellationToken)
    {
        try
        {
            await chatra.Clients.GetAsync(Nobody, cancellationToken);
            return Finding.Ok();
        }
        catch (ChatraApiException fault)
        {
            return fault.Kind switch
            {
                // It knows the account, and not the visitor. Its own words are promised "in most cases" only.
                ChatraErrorKind.NotFound => Finding.Ok(fault.ChatraMessage is null ? "It answered 404 in no words of its own; if messages fail, check Chatra__BaseUrl." : null),
                ChatraErrorKind.Unauthorized => await RefusedAsync(fault, used, cancellationToken),
                ChatraErrorKind.RateLimited => await ThrottledAsync(fault, slot),
                ChatraErrorKind.Unavailable => Finding.Failed($"Chatra answered {Status(fault)}.", Wait),
                ChatraErrorKind.Invalid => Finding.Failed($"Chatra answered {Status(fault)}.", "Check Chatra__BaseUrl: it must be the root of Chatra's REST API."),
                ChatraErrorKind.Unreadable => Finding.Failed("What answered is not Chatra's REST API.", "Check Chatra__BaseUrl: it must be the root of Chatra's REST API."),
                ChatraErrorKind.Unreachable => Finding.Failed("No connection could be made.", OnSilence),
                _ => Finding.Failed("No answer came.", OnSilence),
            };
        }
    }

    /// <summary>The question is not repeated: it would spend another slot.</summary>
    private async Task<Finding> RefusedAsync(ChatraApiException fault, ChatraKeys used, CancellationToken cancellationToken) =>
        await keys.TryRenewAsync(used, cancellationToken)
            ? Finding.Degraded($"Chatra refused the keys ({Status(fault)}); other ones have been read from the vault since.", "Ask again.")
            : Finding.Failed(
                $"Chatra refused the keys ({Status(fault)}).",
                "Take the keys from Chatra's settings page and put them into the vault, as docs/operating.md says under \"Rotate a secret\" (on a laptop: Chatra__PublicKey, Chatra__SecretKey).");

    /// <summary>Whoever meets the limit stops everybody; that must be written down, also where nobody waits for the answer any more.</summary>
    private async Task<Finding> ThrottledAsync(ChatraApiException fault, Slot slot)
    {
        meter.Throttled();
        var wait = SendOutcome.RetryAfter(fault);
        await budget.ThrottleAsync(slot, time.GetUtcNow() + wait, CancellationToken.None);
        return Finding.Degraded(
            string.Create(CultureInfo.InvariantCulture, $"Chatra answered 429: the account's requests of this minute are spent. The account pauses for {wait.TotalSeconds:0} seconds."),
            "If it happens often, find out who else uses the account's API.");
    }

    private static int? Status(ChatraApiException fault) => (int?)fault.Status;
}
