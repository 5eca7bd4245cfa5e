using Azure.Core;

namespace Azure.Data.Tables.Entities;

/// <summary>One write of one entity, sent by itself or as a part of a transaction.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Below the service's endpoint.</param>
/// <param name="Entity">The content; null for a deletion.</param>
/// <param name="IfMatch">The version expected; the default for none.</param>
internal sealed record EntityChange(RequestMethod Method, string Path, ITableEntity Entity, ETag IfMatch)
{
    public static EntityChange Add(string table, ITableEntity entity) => new(RequestMethod.Post, table, Checked(entity), default);

    /// <summary>An insert or update without a condition; an update where one is given.</summary>
    public static EntityChange Put(string table, ITableEntity entity, TableUpdateMode mode, ETag ifMatch = default) => new(
        mode == TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch,
        PathOf(table, Checked(entity).PartitionKey, entity.RowKey),
        entity,
        ifMatch);

    public static EntityChange Delete(string table, string partitionKey, string rowKey, ETag ifMatch) =>
        new(RequestMethod.Delete, PathOf(table, partitionKey, rowKey), null, ifMatch == default ? ETag.All : ifMatch);

    public static EntityChange Of(string table, TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Add => Add(table, action.Entity),
        TableTransactionActionType.UpdateMerge => Put(table, action.Entity, TableUpdateMode.Merge, action.ETag),
        TableTransactionActionType.UpdateReplace => Put(table, action.Entity, TableUpdateMode.Replace, action.ETag),
        TableTransactionActionType.UpsertMerge => Put(table, action.Entity, TableUpdateMode.Merge),
        TableTransactionActionType.UpsertReplace => Put(table, action.Entity, TableUpdateMode.Replace),
        TableTransactionActionType.Delete => Delete(table, action.Entity.PartitionKey, action.Entity.RowKey, action.ETag),
        _ => throw new InvalidOperationException($"Unknown action {action.ActionType}."),
    };

    /// <summary>A quote in a key is doubled, then everything that is not a letter or digit is percent-encoded.</summary>
    public static string PathOf(string table, string partitionKey, string rowKey)
    {
        ThrowIfNoKeys(partitionKey, rowKey);
        return $"{table}(PartitionKey='{Literal(partitionKey)}',RowKey='{Literal(rowKey)}')";
    }

    private static string Literal(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static void ThrowIfNoKeys(string partitionKey, string rowKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
    }

    private static ITableEntity Checked(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ThrowIfNoKeys(entity.PartitionKey, entity.RowKey);
        return entity;
    }
}
