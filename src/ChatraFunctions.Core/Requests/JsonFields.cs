using System.Text.Json;

namespace ChatraFunctions.Requests;

/// <summary>Reads the fields of one JSON object and notes every one that is not as expected, by its JSON pointer.</summary>
/// <param name="owner">The object; when it is anything else, every required field is missing.</param>
/// <param name="pointer">Where the object stands in the body: empty for the body itself.</param>
/// <param name="faults">Collects what is wrong.</param>
internal sealed class JsonFields(JsonElement owner, string pointer, List<Fault> faults)
{
    /// <summary>Whether the object names it, be it with null.</summary>
    public bool Has(string name) => owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out _);

    /// <summary>A string that must be there and not be empty.</summary>
    public string? Required(string name) => NotEmpty(name, Optional(name));

    /// <summary>An id that must be there: some systems write theirs as a number.</summary>
    public string? RequiredId(string name) => NotEmpty(name, OptionalId(name));

    /// <summary>The same of at most <paramref name="maxLength"/> UTF-16 units.</summary>
    public string? RequiredId(string name, int maxLength) => Limited(name, RequiredId(name), maxLength);

    /// <summary>A string; null when it is absent or null.</summary>
    public string? Optional(string name)
    {
        if (!TryGet(name, out var value))
            return null;

        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();

        Fault(name, $"expected a string, got {JsonBody.Describe(value.ValueKind)}");
        return null;
    }

    /// <summary>A string of at most <paramref name="maxLength"/> UTF-16 units; null when it is absent, null or empty.</summary>
    public string? Optional(string name, int maxLength) => Limited(name, Optional(name), maxLength);

    /// <summary>The same for an id, which some systems write as a number.</summary>
    public string? OptionalId(string name, int maxLength) => Limited(name, OptionalId(name), maxLength);

    /// <summary>A string, or a number as it is written.</summary>
    public string? OptionalId(string name) =>
        TryGet(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Optional(name);

    /// <summary>The fields of an object within this one; null when it is absent or null.</summary>
    public JsonFields? OptionalObject(string name)
    {
        if (!TryGet(name, out var value))
            return null;

        if (value.ValueKind == JsonValueKind.Object)
            return new JsonFields(value, $"{pointer}/{name}", faults);

        Fault(name, $"expected an object, got {JsonBody.Describe(value.ValueKind)}");
        return null;
    }

    public void Fault(string name, string reason) => faults.Add(new Fault($"{pointer}/{name}", reason));

    /// <summary>As <see cref="Fault"/>, unless something is wrong there already: of the wrong type is not missing.</summary>
    public void Missing(string name, string reason)
    {
        if (!faults.Exists(fault => fault.Pointer == $"{pointer}/{name}"))
            Fault(name, reason);
    }

    private string? Limited(string name, string? value, int maxLength)
    {
        if (value?.Length > maxLength)
            Fault(name, $"must have at most {maxLength} characters");

        return value is "" ? null : value;
    }

    private string? NotEmpty(string name, string? value)
    {
        if (value is { Length: > 0 })
            return value;

        Missing(name, value is null ? "is required" : "must not be empty");
        return null;
    }

    private bool TryGet(string name, out JsonElement value)
    {
        value = default;
        return owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
