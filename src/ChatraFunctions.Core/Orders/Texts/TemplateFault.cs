namespace ChatraFunctions.Orders.Texts;

/// <summary>Why a template cannot be used.</summary>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Line">Where, counted from 1; null where nobody can tell.</param>
/// <param name="Column">Counted from 1.</param>
public sealed record TemplateFault(string Reason, int? Line = null, int? Column = null)
{
    public override string ToString() => Line is null ? Reason : $"line {Line}, column {Column}: {Reason}";
}
