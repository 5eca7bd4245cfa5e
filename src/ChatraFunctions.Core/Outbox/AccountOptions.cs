using System.ComponentModel.DataAnnotations;

namespace ChatraFunctions.Outbox;

/// <summary>The Chatra account, section <c>Chatra</c>; its address is <see cref="Chatra.Api.ChatraOptions"/> of the same section.</summary>
public sealed class AccountOptions
{
    public const string Section = "Chatra";

    /// <summary>
    /// The account's limit over all endpoints: 60 unless Chatra granted another (REST API, "Rate limiting"), 1 to 6,000.
    /// </summary>
    [Range(1, 6_000)]
    public int RequestsPerMinute { get; set; } = 60;
}
