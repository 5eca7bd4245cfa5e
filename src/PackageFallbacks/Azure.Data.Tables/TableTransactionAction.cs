namespace Azure.Data.Tables;

/// <summary>One change of a transaction.</summary>
public class TableTransactionAction
{
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default) { }

    /// <param name="actionType">What is done.</param>
    /// <param name="entity">With which entity.</param>
    /// <param name="etag">
    /// The version an update or a deletion expects. Without one a deletion takes any version, and an update, as with the
    /// official package, is no condition at all: it inserts where there is nothing.
    /// </param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default) =>
        (ActionType, Entity, ETag) = (actionType, entity, etag);

    public TableTransactionActionType ActionType { get; }

    public ITableEntity Entity { get; }

    public ETag ETag { get; }
}
