namespace TestKit;

/// <summary>The services of a storage account, each with an endpoint of its own.</summary>
public enum StorageService
{
    Blob,
    Queue,
    Table,
}
