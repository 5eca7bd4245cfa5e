using System.Collections.Concurrent;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>The visitors whom the account knows: those who came, and those to whom something was sent.</summary>
internal sealed class Visitors
{
    private readonly ConcurrentDictionary<string, Visitor> _visitors = new(StringComparer.Ordinal);

    public void Add(Visitor visitor) => _visitors[visitor.Id] = visitor;

    /// <summary>A clientId may be bound before its visitor comes, so a message can be the first that Chatra hears of them.</summary>
    public void Meet(string id) => _visitors.TryAdd(id, Visitor.Stranger(id));

    public Visitor? Find(string id) => _visitors.GetValueOrDefault(id);

    /// <summary><c>null</c> for an unknown id.</summary>
    public Visitor? Edit(string id, IReadOnlyDictionary<string, string?> changes) => Change(id, visitor => visitor.With(changes));

    /// <summary><c>null</c> for an unknown id.</summary>
    public Visitor? Change(string id, Func<Visitor, Visitor> change)
    {
        while (_visitors.TryGetValue(id, out var visitor))
        {
            var edited = change(visitor);
            if (_visitors.TryUpdate(id, edited, visitor))
                return edited;
        }

        return null;
    }
}
