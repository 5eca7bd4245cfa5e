using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Transactions;

/// <summary>The answer to one part of a transaction.</summary>
internal sealed class PartResponse(int status, string reason, ILookup<string, string> headers, string body) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => reason;

    public override Stream ContentStream { get; set; } = body.Length > 0 ? new MemoryStream(Encoding.UTF8.GetBytes(body)) : null;

    public override string ClientRequestId { get; set; } = string.Empty;

    public override bool IsError => status >= 400;

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => headers.Contains(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        headers.Select(values => new HttpHeader(values.Key, string.Join(',', values)));

    protected override bool TryGetHeader(string name, out string value)
    {
        value = ContainsHeader(name) ? string.Join(',', headers[name]) : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, out IEnumerable<string> values)
    {
        values = ContainsHeader(name) ? headers[name] : null;
        return values is not null;
    }
}
