namespace Azure.Data.Tables.Queries;

/// <summary>What is asked for.</summary>
/// <param name="Path">The table's entities, or the account's tables.</param>
/// <param name="Filter">OData; null for all.</param>
/// <param name="MaxPerPage">At most 1,000; null leaves it to the service.</param>
/// <param name="Select">The properties wanted; null for all.</param>
/// <param name="Continuation">How the next page is named.</param>
internal sealed record Query(string Path, string Filter, int? MaxPerPage, IEnumerable<string> Select, Continuation Continuation);
