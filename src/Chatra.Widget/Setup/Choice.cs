namespace Chatra.Widget;

/// <summary>A setting whose documentation lists its values.</summary>
internal sealed class Choice<TValue>(string name, params (TValue Value, string Code)[] codes)
    where TValue : struct, Enum
{
    public string Name { get; } = name;

    public string Rule { get; } = $"one of {string.Join(", ", codes.Select(known => $"'{known.Code}'"))}";

    public IEnumerable<string> Codes => codes.Select(known => known.Code);

    public TValue? Check(TValue? value) => value is null || Array.Exists(codes, known => known.Value.Equals(value)) ? value : throw Widget.Rule.Refuse(Name, Rule, value);

    public string? CodeOf(TValue? value) => value is null ? null : Array.Find(codes, known => known.Value.Equals(value)).Code;

    public TValue Read(string code)
    {
        var index = Array.FindIndex(codes, known => known.Code == code);
        return index < 0 ? throw Widget.Rule.Refuse(Name, Rule, code) : codes[index].Value;
    }
}
