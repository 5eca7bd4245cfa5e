namespace ChatraFunctions.Simulator.Conversations;

/// <summary>
/// Visitors whose widget asks for news are there. One who has not asked for a while has gone: the page was closed; a next page, which
/// asks within the while, goes on with the visit. Who never had a widget comes and goes as the control surface says.
/// </summary>
internal sealed class Presence(ChatRoom chats, TimeSpan grace, TimeProvider time) : IDisposable
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>From now on until it is disposed.</summary>
    public IDisposable Enter(string clientId)
    {
        lock (_gate)
        {
            if (!_places.TryGetValue(clientId, out var place))
                _places.Add(clientId, place = new Place());
            place.Open++;
            place.Gone?.Dispose();
            place.Gone = null;
            return new Stay(this, clientId);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var place in _places.Values)
                place.Gone?.Dispose();
        }
    }

    private void Exit(string clientId)
    {
        lock (_gate)
        {
            var place = _places[clientId];
            if (--place.Open == 0)
                place.Gone = time.CreateTimer(_ => Leave(clientId, place), null, grace, Timeout.InfiniteTimeSpan);
        }
    }

    private void Leave(string clientId, Place place)
    {
        lock (_gate)
        {
            if (place.Open > 0)
                return;
            place.Gone?.Dispose();
            _places.Remove(clientId);
        }

        chats.Leave(clientId);
    }

    private sealed class Place
    {
        public int Open { get; set; }

        public ITimer? Gone { get; set; }
    }

    private sealed class Stay(Presence presence, string clientId) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            if (!_isOver)
                presence.Exit(clientId);
            _isOver = true;
        }
    }
}
