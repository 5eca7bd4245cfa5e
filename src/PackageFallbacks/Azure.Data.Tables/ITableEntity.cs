namespace Azure.Data.Tables;

/// <summary>What every entity has. Other public members of a type that implements it are its properties in the table.</summary>
public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    /// <summary>Set by the service on every write; never sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version that was read; never sent as a property.</summary>
    ETag ETag { get; set; }
}
