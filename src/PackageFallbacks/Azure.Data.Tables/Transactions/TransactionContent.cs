using System.Text;
using Azure.Data.Tables.Connection;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Transactions;

/// <summary>
/// The body of a <c>$batch</c> request: one change set, whose parts are whole requests. See
/// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
/// </summary>
internal sealed class TransactionContent(TableService service)
{
    private const string NewLine = "\r\n";

    private readonly string _batch = $"batch_{Guid.NewGuid()}";
    private readonly string _changeSet = $"changeset_{Guid.NewGuid()}";

    public string ContentType => $"multipart/mixed; boundary={_batch}";

    public byte[] Write(IEnumerable<EntityChange> changes)
    {
        using var body = new MemoryStream();
        Line(body, $"--{_batch}");
        Line(body, $"Content-Type: multipart/mixed; boundary={_changeSet}");
        Line(body);
        foreach (var change in changes)
            Part(body, change);
        Line(body, $"--{_changeSet}--");
        Line(body);
        Line(body, $"--{_batch}--");
        return body.ToArray();
    }

    private void Part(MemoryStream body, EntityChange change)
    {
        Line(body, $"--{_changeSet}");
        Line(body, "Content-Type: application/http");
        Line(body, "Content-Transfer-Encoding: binary");
        Line(body);
        Line(body, $"{change.Method} {service.Address(change.Path).AbsoluteUri} HTTP/1.1");
        Line(body, $"x-ms-version: {service.Version}");
        Line(body, "DataServiceVersion: 3.0");
        Line(body, "Accept: application/json;odata=minimalmetadata");
        Line(body, "Prefer: return-no-content");
        if (change.IfMatch != default)
            Line(body, $"If-Match: {change.IfMatch:H}");
        if (change.Entity is not null)
            Line(body, "Content-Type: application/json");
        Line(body);
        if (change.Entity is not null)
            body.Write(EntityWriter.Write(change.Entity));
        Line(body);
    }

    private static void Line(MemoryStream body, string text = "") => body.Write(Encoding.UTF8.GetBytes(text + NewLine));
}
