namespace ChatraFunctions.Storage;

/// <summary>The tables. In Azure they are created with the account.</summary>
public static class TableNames
{
    public const string Transcripts = "Transcripts";
    public const string ChatIndex = "ChatIndex";
    public const string Deliveries = "Deliveries";
    public const string Bindings = "Bindings";
    public const string RequestBudget = "RequestBudget";
    public const string Orders = "Orders";
    public const string PrivacyRequests = "PrivacyRequests";
    public const string Erasures = "Erasures";

    public static IReadOnlyList<string> All { get; } = [Transcripts, ChatIndex, Deliveries, Bindings, RequestBudget, Orders, PrivacyRequests, Erasures];
}
