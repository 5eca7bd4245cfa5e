using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ChatraFunctions.Orders.CloudEvents;

/// <summary>The context attributes of CloudEvents 1.0 that order events are told by.</summary>
internal sealed record CloudEventAttributes(string? Id, string? Source, string? Type, OrderKind? Kind, DateTimeOffset? Time)
{
    public const string HeaderPrefix = "ce-";

    private const string SpecVersion = "1.0";
    private const string TypePrefix = "order.";

    /// <summary>The specification: source and id together name an event.</summary>
    public string EventId => Orders.EventId.Of(Source, Id);

    public static CloudEventAttributes FromBody(JsonFields fields) => Read(fields.Required, fields.Optional, fields.Fault);

    /// <summary>Binary mode: header values may be quoted and are percent-encoded (HTTP protocol binding, 3.1.3.2).</summary>
    public static CloudEventAttributes FromHeaders(IHeaderDictionary headers, List<Fault> faults)
    {
        return Read(Required, Optional, Note);

        void Note(string name, string reason) => faults.Add(new Fault($"/{name}", $"{reason} (header {HeaderPrefix}{name})"));

        string? Optional(string name) => Decode(headers[HeaderPrefix + name].ToString()) is { Length: > 0 } value ? value : null;

        string? Required(string name)
        {
            if (Optional(name) is { } value)
                return value;

            Note(name, "is required");
            return null;
        }
    }

    private static string Decode(string header) =>
        Uri.UnescapeDataString(HeaderUtilities.IsQuoted(header) ? HeaderUtilities.UnescapeAsQuotedString(header).ToString() : header);

    private static CloudEventAttributes Read(Func<string, string?> required, Func<string, string?> optional, Action<string, string> fault)
    {
        if (required("specversion") is { } version && version != SpecVersion)
            fault("specversion", $"expected {SpecVersion}");

        var type = required("type");
        var kind = KindOf(type);
        if (type is not null && kind is null)
            fault("type", $"expected one of {string.Join(", ", OrderKinds.All.Select(known => TypePrefix + known.Name()))}");

        return new CloudEventAttributes(required("id"), required("source"), type, kind, Instant(optional("time"), fault));
    }

    private static OrderKind? KindOf(string? type) =>
        OrderKinds.All.Cast<OrderKind?>().FirstOrDefault(kind => TypePrefix + kind!.Value.Name() == type);

    private static DateTimeOffset? Instant(string? value, Action<string, string> fault)
    {
        if (value is null)
            return null;

        if (Rfc3339.TryRead(value, out var time))
            return time;

        fault("time", "expected an RFC 3339 time");
        return null;
    }
}
