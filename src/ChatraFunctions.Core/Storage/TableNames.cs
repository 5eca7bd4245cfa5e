namespace ChatraFunctions.Storage;

/// <summary>The tables. Bicep creates them in Azure under the same names.</summary>
public static class TableNames
{
    public const string Transcripts = "Transcripts";
    public const string ChatIndex = "ChatIndex";
    public const string Deliveries = "Deliveries";
    public const string Bindings = "Bindings";
    public const string RequestBudget = "RequestBudget";

    public static IReadOnlyList<string> All { get; } = [Transcripts, ChatIndex, Deliveries, Bindings, RequestBudget];
}
