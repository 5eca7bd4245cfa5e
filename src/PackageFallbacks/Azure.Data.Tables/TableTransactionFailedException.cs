using System.Globalization;
using Azure.Data.Tables.Connection;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused because of one of its actions; nothing of it was done.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        if (requestFailedException.Data[ODataErrors.FailedEntity] is string index)
            FailedTransactionActionIndex = int.Parse(index, CultureInfo.InvariantCulture);
    }

    /// <summary>Counted from 0; null where the service named none.</summary>
    public int? FailedTransactionActionIndex { get; }
}
