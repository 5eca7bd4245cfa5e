using Chatra.Widget;
using ChatraFunctions.Customers;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Widgets;

/// <summary>Whose widget, and in which form.</summary>
/// <param name="CustomerId">The shop's own id.</param>
/// <param name="Format">JSON unless said.</param>
/// <param name="Nonce">Of the page's policy, in HTML.</param>
public sealed record WidgetRequest(string CustomerId, WidgetFormat Format, string? Nonce)
{
    private const int MaxLength = 1000;

    private static readonly Dictionary<string, WidgetFormat> Formats = Enum.GetValues<WidgetFormat>().ToDictionary(format => $"{format}", StringComparer.OrdinalIgnoreCase);

    public static Outcome<WidgetRequest> Read(string customerId, IQueryCollection query)
    {
        if (BindingRequest.Check(customerId) is { } refusal)
            return refusal;

        var faults = new List<Fault>();
        var fields = new QueryFields(query, faults);
        var format = WidgetFormat.Json;
        if (fields.Text("format", MaxLength) is { } name && !Formats.TryGetValue(name, out format))
            fields.Fault("format", "expected one of json, html, npm");

        var nonce = fields.Text("nonce", MaxLength);
        if (nonce is not null && format != WidgetFormat.Html)
            fields.Fault("nonce", "is for format html");
        else if (nonce is not null && !ChatraWidget.IsNonce(nonce))
            fields.Fault("nonce", "must be Base64 of random bytes, with 16 characters or more");

        return faults.Count == 0 ? new WidgetRequest(customerId, format, nonce) : Refusal.Invalid("The query is not as expected.", faults);
    }
}
