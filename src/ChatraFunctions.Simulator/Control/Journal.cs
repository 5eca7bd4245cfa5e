namespace ChatraFunctions.Simulator.Control;

/// <summary>Every request to the API in order of arrival, whatever became of it.</summary>
internal sealed class Journal(TimeProvider time)
{
    private readonly List<JournaledRequest> _requests = [];
    private readonly Lock _gate = new();

    /// <summary>The entry is to be completed when the answer is known.</summary>
    public JournaledRequest Open(string method, string path)
    {
        lock (_gate)
        {
            var request = new JournaledRequest(time.GetUtcNow(), method, path);
            _requests.Add(request);
            return request;
        }
    }

    public JournalReport Report()
    {
        lock (_gate)
            return JournalReport.Of([.. _requests]);
    }

    public void Forget()
    {
        lock (_gate)
            _requests.Clear();
    }
}
