using Azure;
using Azure.Identity;
using ChatraFunctions.Secrets;

namespace ChatraFunctions.Status.Deep;

/// <summary>Every secret that the vault should have can be read, now.</summary>
internal static class VaultCheck
{
    private const string OnSilence = "Check KeyVault__Uri, and that the vault's network rules let the app in.";

    public static Check Of(ISecretHealth secrets) => new("vault", cancellationToken => FindAsync(secrets, cancellationToken), OnSilence);

    private static async Task<Finding> FindAsync(ISecretHealth secrets, CancellationToken cancellationToken)
    {
        if (await secrets.ReadAnewAsync(cancellationToken) is not { } faults)
            return Finding.Ok("None is named by KeyVault__Uri: the secrets are the settings'.");

        if (faults.Count == 0)
            return Finding.Ok();

        var found = faults.GroupBy(fault => Describe(fault.Why), fault => fault.Name).ToList();
        var detail = string.Join(' ', found.Select(group => $"{string.Join(", ", group)}: {group.Key.Detail}"));
        var hint = string.Join(' ', found.Select(group => group.Key.Hint).Distinct());
        return faults.All(fault => fault.IsKept)
            ? Finding.Degraded($"{detail} What was read before goes on being used.", hint)
            : Finding.Failed(detail, hint);
    }

    private static (string Detail, string Hint) Describe(Exception why) => why switch
    {
        FormatException malformed => (malformed.Message, "Put it into the vault as docs/operating.md says under \"Rotate a secret\"."),
        RequestFailedException { Status: 401 or 403 } refused => (
            $"The vault answered {refused.Status}.",
            "Give the app's identity the role Key Vault Secrets User, check the vault's network rules, and that the secret's current version is enabled."),
        RequestFailedException { Status: > 0 } fault => (
            $"The vault answered {fault.Status}.", "Look at the vault's Resource health in the portal. It is read again within a minute by itself."),
        AuthenticationFailedException => (
            "There is no token to ask with.",
            "KeyVault__ClientId must be the client id of an identity that the app has; on a laptop sign in with `az login`."),
        _ => ("The vault cannot be reached.", OnSilence),
    };
}
