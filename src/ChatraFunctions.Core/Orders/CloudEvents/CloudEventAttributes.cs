using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Orders.CloudEvents;

/// <summary>The context attributes of CloudEvents 1.0 that order events are told by.</summary>
internal sealed record CloudEventAttributes(string? Id, string? Source, string? Type, OrderKind? Kind, DateTimeOffset? Time)
{
    public const string HeaderPrefix = "ce-";

    private const string SpecVersion = "1.0";
    private const string TypePrefix = "order.";

    /// <summary>The specification: source and id together name an event. 128 bits of their hash fit any name of a blob.</summary>
    public string EventId => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Source}\n{Id}")).AsSpan(0, 16));

    public static CloudEventAttributes FromBody(JsonFields fields) => Read(fields.Required, fields.Optional, fields.Fault);

    /// <summary>Binary mode: header values are percent-encoded (HTTP protocol binding, 3.1.3.2).</summary>
    public static CloudEventAttributes FromHeaders(IHeaderDictionary headers, List<Fault> faults)
    {
        return Read(Required, Optional, Note);

        void Note(string name, string reason) => faults.Add(new Fault($"/{name}", $"{reason} (header {HeaderPrefix}{name})"));

        string? Optional(string name) => headers[HeaderPrefix + name].ToString() is { Length: > 0 } value ? Uri.UnescapeDataString(value) : null;

        string? Required(string name)
        {
            if (Optional(name) is { } value)
                return value;

            Note(name, "is required");
            return null;
        }
    }

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

        if (DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;

        fault("time", "expected an RFC 3339 time");
        return null;
    }
}
