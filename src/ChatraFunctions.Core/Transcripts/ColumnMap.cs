using System.Text.Json;
using Azure.Data.Tables;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// Which properties of a JSON object have a column of their own, and of which type they must be for that: String; True for a
/// flag, which is absent when false; Number for an Int32; Object and Array as the JSON that came.
/// </summary>
internal sealed class ColumnMap(params (string Property, string Column, JsonValueKind Kind)[] columns)
{
    private readonly Dictionary<string, (string Name, JsonValueKind Kind)> _columns =
        columns.ToDictionary(column => column.Property, column => (column.Column, column.Kind), StringComparer.Ordinal);

    /// <summary>Fills the columns of a row.</summary>
    /// <returns>What has no column: unknown properties, and known ones of another type.</returns>
    public IReadOnlyList<JsonProperty> Fill(TableEntity row, JsonElement json)
    {
        var rest = new List<JsonProperty>();
        foreach (var property in json.EnumerateObject())
        {
            if (!_columns.TryGetValue(property.Name, out var column) || !TryRead(property.Value, column.Kind, out var value))
                rest.Add(property);
            else if (value is not null)
                row[column.Name] = value;
        }

        return rest;
    }

    private static bool TryRead(JsonElement json, JsonValueKind kind, out object? value)
    {
        value = null;
        switch (json.ValueKind)
        {
            case JsonValueKind.False:
                return kind is JsonValueKind.True;
            case JsonValueKind.Number when kind is JsonValueKind.Number:
                value = json.TryGetInt32(out var number) ? number : null;
                return value is not null;
            default:
                value = json.ValueKind != kind ? null : Read(json);
                return value is not null;
        }
    }

    private static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.Object or JsonValueKind.Array => json.GetRawText(),
        _ => null,
    };
}
