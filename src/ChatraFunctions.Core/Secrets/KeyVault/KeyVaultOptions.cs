using System.ComponentModel.DataAnnotations;

namespace ChatraFunctions.Secrets.KeyVault;

/// <summary>Section <c>KeyVault</c>.</summary>
internal sealed class KeyVaultOptions : IValidatableObject
{
    public const string Section = "KeyVault";

    /// <summary>The vault's address; empty for none.</summary>
    public string Uri { get; set; } = "";

    /// <summary>The user-assigned managed identity that may read it; empty: whatever <c>DefaultAzureCredential</c> finds.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Not a property, which the settings could set.</summary>
    public Uri? ToAddress() => Uri.Length > 0 ? new Uri(Uri) : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Uri.Length > 0 && !(System.Uri.TryCreate(Uri, UriKind.Absolute, out var uri) && uri is { Scheme: "https", PathAndQuery: "/" }))
            yield return new ValidationResult("must be the https address of a vault, such as https://my-shop.vault.azure.net/", [nameof(Uri)]);
        if (ClientId.Length > 0 && !Guid.TryParse(ClientId, out _))
            yield return new ValidationResult("must be the client id of a managed identity: a GUID", [nameof(ClientId)]);
    }
}
