using Azure.Core;

namespace Azure.Data.Tables.Queries;

/// <summary>
/// Where a query goes on: the service names it in headers and wants it back as parameters. Its parts hold no space, so a token
/// is the parts with a space between.
/// </summary>
internal sealed class Continuation(params string[] parameters)
{
    public static readonly Continuation OfEntities = new("NextPartitionKey", "NextRowKey");

    public static readonly Continuation OfTables = new("NextTableName");

    /// <summary>Null after the last page. A part may be missing: then it is empty in the token.</summary>
    public string Read(ResponseHeaders headers)
    {
        var parts = parameters.Select(name => headers.TryGetValue(Header(name), out var part) ? part : string.Empty);
        var token = string.Join(' ', parts);
        return string.IsNullOrWhiteSpace(token) ? null : token;
    }

    public void Append(RequestUriBuilder uri, string token)
    {
        if (token is null)
            return;

        foreach (var (name, value) in parameters.Zip(token.Split(' ')).Where(part => part.Second.Length > 0))
            uri.AppendQuery(name, value);
    }

    private static string Header(string parameter) => $"x-ms-continuation-{parameter}";
}
