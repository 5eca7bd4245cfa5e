using Chatra.Widget.Tests.Browser;

namespace Chatra.Widget.Tests.Methods;

/// <summary>One documented method: a call of it, what it is rendered as, and what a browser shows of it.</summary>
/// <param name="Name">As it is documented.</param>
/// <param name="Call">A call of it.</param>
/// <param name="Rendered">The statement.</param>
/// <param name="Seen">What the browser shows, as README.md says it.</param>
/// <param name="Check">Looks for that on a page that has made the calls before Chatra was there.</param>
internal sealed record MethodCase(string Name, ChatraCall Call, string Rendered, string Seen, Func<Visit, Task> Check)
{
    /// <summary>What is called on the page, where the call by itself would show nothing.</summary>
    public IReadOnlyList<ChatraCall> Calls { get; init; } = [Call];

    public ChatraSetup Setup { get; init; } = new();

    public override string ToString() => Name;
}
