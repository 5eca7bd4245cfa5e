using System.ComponentModel.DataAnnotations;

namespace Chatra.Api;

/// <summary>Where Chatra is and how long to wait for it.</summary>
public sealed class ChatraOptions : IValidatableObject
{
    /// <summary>The API's root, absolute, http or https, with or without a trailing slash.</summary>
    public Uri BaseUrl { get; set; } = new("https://app.chatra.io/api/");

    /// <summary>
    /// The whole of one request, from connecting to the last byte of the answer: 100 ms to 10 minutes. A third of it may pass
    /// in connecting, so that "could not connect" is always told from "did not answer".
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Faults();

    internal IEnumerable<ValidationResult> Faults()
    {
        if (BaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "" })
            yield return new ValidationResult("must be an absolute http or https address without a query", [nameof(BaseUrl)]);
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(10))
            yield return new ValidationResult("must be between 100 ms and 10 minutes", [nameof(Timeout)]);
    }
}
