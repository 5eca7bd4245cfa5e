namespace ChatraFunctions.Erasure;

/// <summary>What was removed so far. After a crash a step may count less than it removed, and never more.</summary>
/// <param name="Chats">Chats with all that is in them.</param>
/// <param name="Rows">Rows of chats: messages, sessions, visitors.</param>
/// <param name="Messages">Pushed messages of which text and person are gone.</param>
/// <param name="Orders">Orders.</param>
/// <param name="Blobs">Bodies of long or unknown events.</param>
/// <param name="Bindings">Customers who were bound to the client.</param>
public sealed record ErasedCounts(int Chats = 0, int Rows = 0, int Messages = 0, int Orders = 0, int Blobs = 0, int Bindings = 0)
{
    internal bool IsNothing => this == new ErasedCounts();

    public static ErasedCounts operator +(ErasedCounts one, ErasedCounts other) => new(
        one.Chats + other.Chats, one.Rows + other.Rows, one.Messages + other.Messages, one.Orders + other.Orders, one.Blobs + other.Blobs, one.Bindings + other.Bindings);
}
