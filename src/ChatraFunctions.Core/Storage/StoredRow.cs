using Azure.Data.Tables;

namespace ChatraFunctions.Storage;

/// <summary>A row as it was found, long ones put together.</summary>
/// <param name="Row">
/// The row, with its ETag; null where only parts of it were found: its writer is between the parts and the main row, or broke off
/// there.
/// </param>
/// <param name="Parts">The keys of all its parts, also of those that it no longer names.</param>
/// <param name="Named">The keys of the parts that it names.</param>
internal sealed record StoredRow(TableEntity? Row, IReadOnlyList<string> Parts, IReadOnlyList<string> Named)
{
    /// <summary>A part that the row names was not there: it was changed while it was read.</summary>
    public bool IsTorn => Named.Except(Parts, StringComparer.Ordinal).Any();

    /// <summary>Parts that no row names: leftovers of a writer that broke off, or that lost.</summary>
    public bool HasLeftovers => Parts.Except(Named, StringComparer.Ordinal).Any();

    /// <summary>The rows of one partition by their keys.</summary>
    public static Dictionary<string, StoredRow> Join(IEnumerable<TableEntity> rows) => rows
        .GroupBy(row => row.RowKey.Split(LongRow.PartMark)[0], StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => Join(group.Key, [.. group]), StringComparer.Ordinal);

    private static StoredRow Join(string key, List<TableEntity> rows)
    {
        var main = rows.Find(row => row.RowKey == key);
        var parts = rows.Where(row => row.RowKey != key).ToDictionary(row => row.RowKey, StringComparer.Ordinal);
        if (main is null)
            return new StoredRow(null, [.. parts.Keys], []);

        string[] named = [.. LongRow.PartsOf(main)];
        var joined = LongRow.Join(main, named.Where(parts.ContainsKey).Select(name => parts[name]));
        return new StoredRow(joined, [.. parts.Keys], named);
    }
}
