using Chatra.Api;
using ChatraFunctions.Secrets;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>Keys that are rotated, or out of reach, as a test has it.</summary>
internal sealed class ScriptedKeys : IAccountKeys
{
    private ChatraKeys _inUse = new("public", "old-secret");

    /// <summary>What is kept now, perhaps unknown to those who use the keys; null as long as nobody changed it.</summary>
    public ChatraKeys? Kept { get; set; }

    public bool AreOutOfReach { get; set; }

    public int Renewals { get; private set; }

    public ValueTask<ChatraKeys> GetAsync(CancellationToken cancellationToken) => AreOutOfReach
        ? throw new KeysUnavailableException("The keys are out of reach.", new IOException("no vault"))
        : new(_inUse);

    public ValueTask<bool> TryRenewAsync(ChatraKeys refused, CancellationToken cancellationToken)
    {
        Renewals++;
        if (Kept is not { } kept || kept == _inUse)
            return new(false);

        _inUse = kept;
        return new(true);
    }
}
