namespace Azure.Data.Tables;

/// <summary>Whether properties that a write does not name are kept.</summary>
public enum TableUpdateMode
{
    Merge = 0,
    Replace = 1,
}
