namespace ChatraFunctions.Simulator.Control;

/// <summary>The faults still to come, in the order in which they were asked for.</summary>
internal sealed class FaultQueue
{
    private readonly List<Fault> _pending = [];
    private readonly Lock _gate = new();

    public void Add(Fault fault)
    {
        lock (_gate)
            _pending.Add(fault);
    }

    /// <summary>The fault of this request; <c>null</c> for none.</summary>
    public Fault? Take()
    {
        lock (_gate)
        {
            if (_pending is not [var fault, ..])
                return null;
            if (fault.Count > 1)
                _pending[0] = fault with { Count = fault.Count - 1 };
            else
                _pending.RemoveAt(0);
            return fault;
        }
    }

    public IReadOnlyList<Fault> All()
    {
        lock (_gate)
            return [.. _pending];
    }

    public void Forget()
    {
        lock (_gate)
            _pending.Clear();
    }
}
