using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Core;

namespace Azure.Data.Tables.Connection;

/// <summary>Takes code and message from <c>{"odata.error":{"code":"...","message":{"lang":"...","value":"..."}}}</c>.</summary>
internal sealed partial class ODataErrors : RequestFailedDetailsParser
{
    /// <summary>A transaction's message begins with the index of the action that failed: <c>1:The specified ...</c>.</summary>
    public const string FailedEntity = nameof(FailedEntity);

    public static readonly ODataErrors Parser = new();

    public override bool TryParse(Response response, out ResponseError error, out IDictionary<string, string> data)
    {
        (error, data) = (null, null);
        if (response.ContentStream is null)
            return false;

        try
        {
            using var body = JsonDocument.Parse(response.Content);
            error = Error(body.RootElement);
        }
        catch (JsonException)
        {
            // XML, or a proxy's page: the exception then shows the body as it is.
            return false;
        }

        if (error is not null && error.Message is { } text && FailedIndex().Match(text) is { Success: true } match)
            data = new Dictionary<string, string> { [FailedEntity] = match.Groups["index"].Value };
        return error is not null;
    }

    private static ResponseError Error(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty("odata.error", out var error)
        && error.TryGetProperty("code", out var code)
        && error.TryGetProperty("message", out var message)
        && message.TryGetProperty("value", out var text)
            ? new ResponseError(code.GetString(), text.GetString())
            : null;

    [GeneratedRegex("^(?<index>[0-9]{1,3}):", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FailedIndex();
}
