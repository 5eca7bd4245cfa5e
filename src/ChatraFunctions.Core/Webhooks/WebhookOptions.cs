using System.ComponentModel.DataAnnotations;

namespace ChatraFunctions.Webhooks;

/// <summary>Section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>
    /// Longest body in bytes that any endpoint accepts; beyond it the answer is 413. 1 MiB unless set, 28 MiB at most: the Functions worker's own
    /// limit is a little above.
    /// </summary>
    [Range(1024, 28 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 1024 * 1024;
}
