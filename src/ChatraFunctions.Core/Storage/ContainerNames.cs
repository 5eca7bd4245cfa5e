namespace ChatraFunctions.Storage;

/// <summary>The blob containers. In Azure they are created with the account.</summary>
public static class ContainerNames
{
    /// <summary>Claim checks of long events, and the bodies of events whose name we do not know.</summary>
    public const string Payloads = "chatra-payloads";

    /// <summary>The shop's own message texts; see <see cref="Orders.Texts.TemplateOverrides"/>.</summary>
    public const string Templates = "chatra-templates";

    public static IReadOnlyList<string> All { get; } = [Payloads, Templates];
}
