using System.ComponentModel.DataAnnotations;

namespace Chatra.Api;

/// <summary>Where Chatra is, how the keys are shown to it, and how long to wait for it.</summary>
public sealed class ChatraOptions : IValidatableObject
{
    private static readonly TimeSpan LongestConnecting = TimeSpan.FromSeconds(1);

    /// <summary>The API's root, absolute, http or https, with or without a trailing slash. Keep the default unless you test.</summary>
    public Uri BaseUrl { get; set; } = new("https://app.chatra.io/api/");

    /// <summary>The scheme of the <c>Authorization</c> header. Chatra's own unless set.</summary>
    public ChatraAuthorization Authorization { get; set; }

    /// <summary>
    /// The whole of one request, from connecting to the last byte of the answer: 100 ms to 10 minutes; 30 s unless set. One second
    /// of it may pass in connecting, a third of it where that is less.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What makes no sense; nothing when all does.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Faults();

    /// <summary>
    /// For name, TCP and TLS together. Past it the request is <see cref="ChatraErrorKind.Unreachable"/>: surely not sent, so giving up
    /// costs nothing, and trying again is safe. A second is enough for three round trips across the world, and as long as the
    /// system waits before it repeats a lost first packet (RFC 6298, 2.1); waiting for longer would let a paced request leave late,
    /// together with later ones. A third, so that "could not connect" is always told from "did not answer".
    /// </summary>
    internal TimeSpan ConnectTimeout => Timeout / 3 < LongestConnecting ? Timeout / 3 : LongestConnecting;

    /// <exception cref="ArgumentException">The message begins with the option's name.</exception>
    internal static void ThrowIfFaulty(ChatraOptions options)
    {
        if (options.Faults().FirstOrDefault() is { } fault)
            throw new ArgumentException($"{fault.MemberNames.First()} {fault.ErrorMessage}", nameof(options));
    }

    private IEnumerable<ValidationResult> Faults()
    {
        if (BaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "" })
            yield return new ValidationResult("must be an absolute http or https address without a query", [nameof(BaseUrl)]);
        if (Authorization is not (ChatraAuthorization.Simple or ChatraAuthorization.Basic))
            yield return new ValidationResult("must be Simple or Basic", [nameof(Authorization)]);
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(10))
            yield return new ValidationResult("must be between 100 ms and 10 minutes", [nameof(Timeout)]);
    }
}
