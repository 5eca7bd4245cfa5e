using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Connection;

namespace Azure.Data.Tables.Queries;

/// <summary>
/// The answer to a query, a page at a time. The service ends a page after 1,000 rows, after 5 s and at partition borders, so a
/// page may also be empty and not the last.
/// </summary>
internal sealed class QueryPages<T>(
    TableService service,
    Query query,
    Func<JsonElement, T> read,
    CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await ReadAsync(continuationToken, pageSizeHint ?? query.MaxPerPage, CancellationToken);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }

    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        string continuationToken = null;
        do
        {
            var page = await ReadAsync(continuationToken, query.MaxPerPage, either.Token);
            foreach (var value in page.Values)
                yield return value;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }

    private async Task<Page<T>> ReadAsync(string continuationToken, int? pageSize, CancellationToken ending)
    {
        using var message = service.Message(RequestMethod.Get, query.Path);
        Append(message.Request.Uri, "$top", pageSize?.ToString(CultureInfo.InvariantCulture));
        Append(message.Request.Uri, "$select", query.Select is null ? null : string.Join(',', query.Select));
        Append(message.Request.Uri, "$filter", query.Filter);
        query.Continuation.Append(message.Request.Uri, continuationToken);

        var response = await service.SendAsync(message, ending);
        using var body = JsonDocument.Parse(response.Content);
        var values = body.RootElement.GetProperty("value").EnumerateArray().Select(read).ToArray();
        return Page<T>.FromValues(values, query.Continuation.Read(response.Headers), response);
    }

    private static void Append(RequestUriBuilder uri, string name, string value)
    {
        if (value is not null)
            uri.AppendQuery(name, value);
    }
}
