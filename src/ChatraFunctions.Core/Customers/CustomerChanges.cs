using System.Collections.Immutable;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Customers;

/// <summary>The body of <c>PUT /customers/{customerId}</c>: what is named is set, or removed with null; what is absent stays.</summary>
public sealed record CustomerChanges
{
    public const string Name = "name";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string Notes = "notes";

    private const int MaxLength = 1000;
    private const int MaxNotesLength = 10_000;

    private static readonly string[] All = [Name, Email, Phone, Notes];

    private readonly ImmutableDictionary<string, string?> _values;

    private CustomerChanges(ImmutableDictionary<string, string?> values) => _values = values;

    /// <summary>The fields that are named; at least one.</summary>
    public IEnumerable<string> Fields => _values.Keys;

    public static async Task<Outcome<CustomerChanges>> ReadAsync(string customerId, HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (BindingRequest.Check(customerId) is { } refusal)
            return refusal;

        var body = await RequestBody.ReadJsonAsync(request, maxBytes, cancellationToken);
        if (body.IsRefused)
            return body.Refusal;

        var parsed = JsonBody.ParseObject(body.Value);
        if (parsed.IsRefused)
            return parsed.Refusal;

        using var document = parsed.Value;
        var faults = new List<Fault>();
        var fields = new JsonFields(document.RootElement, "", faults);
        var values = All.Where(fields.Has).ToImmutableDictionary(name => name, name => Read(fields, name));
        if (values.IsEmpty)
            faults.Add(new Fault("", $"must name at least one of {string.Join(", ", All)}"));

        return faults.Count == 0 ? new CustomerChanges(values) : Refusal.Invalid("The customer's details are not as expected.", faults);
    }

    /// <summary>What a customer's field holds.</summary>
    public static string? ValueOf(CustomerDetails details, string field) => field switch
    {
        Name => details.Name,
        Email => details.Email,
        Phone => details.Phone,
        _ => details.Notes,
    };

    public CustomerDetails ApplyTo(CustomerDetails details) => details with
    {
        Name = _values.GetValueOrDefault(Name, details.Name),
        Email = _values.GetValueOrDefault(Email, details.Email),
        Phone = _values.GetValueOrDefault(Phone, details.Phone),
        Notes = _values.GetValueOrDefault(Notes, details.Notes),
    };

    /// <summary>Which fields, not what they hold.</summary>
    public override string ToString() => string.Join(", ", Fields);

    private static string? Read(JsonFields fields, string name)
    {
        var text = fields.Optional(name);
        if (text is "")
            fields.Fault(name, "must not be empty; null removes it");
        else if (text?.Length > (name == Notes ? MaxNotesLength : MaxLength))
            fields.Fault(name, $"must have at most {(name == Notes ? MaxNotesLength : MaxLength)} characters");

        return text;
    }
}
