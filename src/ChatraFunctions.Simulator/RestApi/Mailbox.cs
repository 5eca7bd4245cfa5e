using System.Security.Cryptography;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>The pushed messages of the account, in the order in which they came.</summary>
internal sealed class Mailbox(TimeProvider time)
{
    // Ids as in the documentation ("AXCR3k9bpSY7bpuh7"): 17 characters that cannot be mistaken for each other.
    private const int IdLength = 17;
    private const string IdAlphabet = "23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz";

    private static readonly string[] Agents = ["d9nKoegKSjmCtyK78", "bnRzp4CioKudG4aHm"];

    private readonly List<HeldMessage> _messages = [];
    private readonly Lock _gate = new();

    public HeldMessage Add(string clientId, string text, string? agentId, string? groupId)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var message = new HeldMessage(
                RandomNumberGenerator.GetString(IdAlphabet, IdLength),
                clientId,
                text,
                agentId ?? Agents[RandomNumberGenerator.GetInt32(Agents.Length)],
                groupId,
                now.ToUnixTimeMilliseconds(),
                now);
            _messages.Add(message);
            return message;
        }
    }

    /// <summary><c>null</c> for an unknown id and for a deleted message.</summary>
    public HeldMessage? Find(string id)
    {
        lock (_gate)
            return _messages.Find(message => message.Id == id && message.DeletedAt is null);
    }

    public HeldMessage? Edit(string id, string text) =>
        Change(id, (message, now) => message with { Text = text, EditedAt = now });

    public HeldMessage? Delete(string id) => Change(id, (message, now) => message with { DeletedAt = now });

    public IReadOnlyList<HeldMessage> All()
    {
        lock (_gate)
            return [.. _messages];
    }

    public void Forget()
    {
        lock (_gate)
            _messages.Clear();
    }

    private HeldMessage? Change(string id, Func<HeldMessage, DateTimeOffset, HeldMessage> change)
    {
        lock (_gate)
        {
            var index = _messages.FindIndex(message => message.Id == id && message.DeletedAt is null);
            return index < 0 ? null : _messages[index] = change(_messages[index], time.GetUtcNow());
        }
    }
}
