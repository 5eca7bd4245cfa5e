using System.Diagnostics.CodeAnalysis;

namespace ChatraFunctions.Requests;

/// <summary>Either a value or the reason why there is none.</summary>
public readonly struct Outcome<T>
    where T : class
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    public T? Value { get; }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Refusal))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsRefused => Refusal is not null;

#pragma warning disable CA2225 // The conversions are the point: a method returns either one and nothing else.
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
#pragma warning restore CA2225
}
