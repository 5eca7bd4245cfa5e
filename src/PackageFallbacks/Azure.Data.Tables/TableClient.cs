using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Connection;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Queries;
using Azure.Data.Tables.Transactions;

namespace Azure.Data.Tables;

/// <summary>One table. Methods throw <see cref="RequestFailedException"/> where the service answers with an error.</summary>
public class TableClient
{
    private readonly TableService _service;
    private readonly string _name;

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null) { }

    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TableService.By(connectionString, options), tableName) { }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TableService.By(endpoint, tokenCredential, options), tableName) { }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null) { }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(TableService.By(endpoint, credential, options), tableName) { }

    protected TableClient() { }

    internal TableClient(TableService service, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        (_service, _name) = (service, tableName);
    }

    public virtual string Name => _name;

    public virtual string AccountName => _service.AccountName;

    public virtual Uri Uri => _service.Address(Name);

    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.From(filter);

    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default)
    {
        using var message = CreateMessage();
        return Response.FromValue(new TableItem(Name), await _service.SendAsync(message, cancellationToken));
    }

    /// <summary>Answers 409 where the table is there already; a table that is just being deleted is an error.</summary>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        using var message = CreateMessage();
        var response = await _service.SendAsync(message, cancellationToken, tolerated: 409);
        var failure = response.IsError ? new RequestFailedException(response) : null;
        return failure is null || failure.ErrorCode == TableErrorCode.TableAlreadyExists
            ? Response.FromValue(new TableItem(Name), response)
            : throw failure;
    }

    /// <summary>Answers 404 where there is no such table.</summary>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default)
    {
        using var message = _service.Message(RequestMethod.Delete, $"Tables('{Name}')");
        return await _service.SendAsync(message, cancellationToken, tolerated: 404);
    }

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => await SendAsync(EntityChange.Add(Name, entity), cancellationToken);

    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
        where T : ITableEntity => await SendAsync(EntityChange.Put(Name, entity, mode), cancellationToken);

    /// <exception cref="ArgumentException">No version to expect; <see cref="ETag.All"/> is any.</exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        ifMatch == default
            ? throw new ArgumentException("Value cannot be empty.", nameof(ifMatch))
            : await SendAsync(EntityChange.Put(Name, entity, mode, ifMatch), cancellationToken);

    /// <summary>Answers 404 where there is no such entity; without a version any is deleted.</summary>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey,
        string rowKey,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default) =>
        await SendAsync(EntityChange.Delete(Name, partitionKey, rowKey, ifMatch), cancellationToken, tolerated: 404);

    /// <inheritdoc cref="DeleteEntityAsync(string, string, ETag, CancellationToken)"/>
    public virtual async Task<Response> DeleteEntityAsync(
        ITableEntity entity,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return await DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, null, cancellationToken);
        return Response.FromValue(Read<T>(response), response);
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, 404, cancellationToken);
        return response.IsError ? new NoValue<T>(response) : Response.FromValue(Read<T>(response), response);
    }

    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new QueryPages<T>(
            _service,
            new Query($"{Name}()", filter, maxPerPage, select, Continuation.OfEntities),
            EntityReader.Read<T>,
            cancellationToken);

    /// <summary>All or nothing: at most 100 entities of one partition, each once, in at most 4 MiB.</summary>
    /// <exception cref="TableTransactionFailedException">One of the actions was refused; nothing was done.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default)
    {
        var changes = transactionActions.Select(action => EntityChange.Of(Name, action)).ToArray();
        if (changes is [])
            throw new InvalidOperationException("The batch contains no entity operations.");

        var content = new TransactionContent(_service);
        using var message = _service.Message(RequestMethod.Post, "$batch");
        message.Request.Content = RequestContent.Create(content.Write(changes));
        message.Request.Headers.SetValue("Content-Type", content.ContentType);
        var response = await _service.SendAsync(message, cancellationToken);

        var answers = TransactionAnswer.Read(response.Content);
        return answers.Find(answer => answer.IsError) is { } failed
            ? throw new TableTransactionFailedException(new RequestFailedException(failed, null, ODataErrors.Parser))
            : Response.FromValue<IReadOnlyList<Response>>(answers, response);
    }

    private HttpMessage CreateMessage()
    {
        var message = _service.Message(RequestMethod.Post, "Tables");
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(new { TableName = Name });
        return message;
    }

    private async Task<Response> SendAsync(EntityChange change, CancellationToken cancellationToken, int? tolerated = null)
    {
        using var message = _service.Message(change.Method, change.Path);
        if (change.IfMatch != default)
            message.Request.Headers.Add("If-Match", change.IfMatch.ToString("H"));
        if (change.Entity is not null)
        {
            message.Request.Headers.Add("Prefer", "return-no-content");
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(EntityWriter.Write(change.Entity));
        }

        return await _service.SendAsync(message, cancellationToken, tolerated);
    }

    private async Task<Response> GetAsync(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select,
        int? tolerated,
        CancellationToken cancellationToken)
    {
        using var message = _service.Message(RequestMethod.Get, EntityChange.PathOf(Name, partitionKey, rowKey));
        if (select is not null)
            message.Request.Uri.AppendQuery("$select", string.Join(',', select));
        return await _service.SendAsync(message, cancellationToken, tolerated);
    }

    private static T Read<T>(Response response)
        where T : class, ITableEntity
    {
        using var body = JsonDocument.Parse(response.Content);
        return EntityReader.Read<T>(body.RootElement);
    }
}
