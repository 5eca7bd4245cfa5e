using System.ComponentModel.DataAnnotations;

namespace ChatraFunctions.Secrets;

/// <summary>The account's keys in section <c>Chatra</c>, for local runs.</summary>
internal sealed class ChatraKeyOptions
{
    public const string Section = "Chatra";

    [Required(ErrorMessage = "is required: the public API key of Chatra's settings page")]
    public string PublicKey { get; set; } = "";

    [Required(ErrorMessage = "is required: the secret API key of Chatra's settings page")]
    public string SecretKey { get; set; } = "";
}
