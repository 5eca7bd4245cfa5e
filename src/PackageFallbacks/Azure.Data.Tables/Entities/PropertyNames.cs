namespace Azure.Data.Tables.Entities;

/// <summary>Properties that the service gives every entity, as its JSON names them.</summary>
internal static class PropertyNames
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "odata.etag";

    /// <summary>Follows a property's name where JSON alone does not tell its type.</summary>
    public const string TypeSuffix = "@odata.type";

    public static bool IsReadOnly(string name) => name is Timestamp or ETag;
}
