using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatraFunctions.Customers;

/// <summary>The body of <c>PUT /customers/{customerId}/binding</c>, which may be left out.</summary>
public sealed record BindingRequest(string CustomerId, CustomerDetails? Details)
{
    private const int MaxDetailLength = 1000;

    /// <summary>Whether an id can be looked up at all; what does not fit has never been bound.</summary>
    public static Refusal? Check(string customerId) => TableKey.Fits(customerId)
        ? null
        : new Refusal(RefusalReason.Invalid, $"The customer id must have 1 to {TableKey.MaxLength} characters.");

    public static async Task<Outcome<BindingRequest>> ReadAsync(
        string customerId, HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (Check(customerId) is { } refusal)
            return refusal;

        if (!HasBody(request))
            return new BindingRequest(customerId, Details: null);

        var body = await RequestBody.ReadJsonAsync(request, maxBytes, cancellationToken);
        return body.IsRefused ? body.Refusal : Parse(customerId, body.Value);
    }

    private static bool HasBody(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? request.ContentLength > 0;

    private static Outcome<BindingRequest> Parse(string customerId, byte[] body)
    {
        var parsed = JsonBody.ParseObject(body);
        if (parsed.IsRefused)
            return parsed.Refusal;

        using var document = parsed.Value;
        var faults = new List<Fault>();
        var fields = new JsonFields(document.RootElement, "", faults);
        var details = new CustomerDetails(
            fields.Optional("name", MaxDetailLength),
            fields.Optional("email", MaxDetailLength),
            fields.Optional("phone", MaxDetailLength),
            fields.Optional("locale", MaxDetailLength));
        return faults.Count == 0
            ? new BindingRequest(customerId, details)
            : Refusal.Invalid("The customer's details are not as expected.", faults);
    }
}
