namespace Chatra.Api;

/// <summary>
/// What shall become of one property: <see cref="Keep"/> it (the default: the property is absent from the request),
/// <see cref="Remove"/> it (<c>null</c> in the request), or set it <see cref="To"/> a value, for which a string alone will do
/// (<see href="https://chatra.com/help/api/#clients"/>, "Edit basic visitor's information").
/// </summary>
public readonly record struct Change
{
    private readonly bool _isNamed;

    private Change(string? value) => (_isNamed, Value) = (true, value);

    /// <summary>Leave it as it is.</summary>
    public static Change Keep => default;

    /// <summary>Remove it: "<c>null</c> is used to remove properties".</summary>
    public static Change Remove => new(null);

    internal string? Value { get; }

    /// <summary>Set it.</summary>
    /// <param name="value">
    /// Not null, which could be meant as <see cref="Remove"/> or as <see cref="Keep"/>: a value that happens to be missing must not
    /// delete a visitor's address.
    /// </param>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public static Change To(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Change(value);
    }

    /// <summary>As <see cref="To"/>.</summary>
    /// <param name="value">Not null.</param>
    public static implicit operator Change(string value) => To(value);

    /// <summary>Which of the three it is, without the value, which may be personal.</summary>
    public override string ToString() => (_isNamed, Value) switch
    {
        (false, _) => nameof(Keep),
        (true, null) => nameof(Remove),
        _ => "Set",
    };
}
