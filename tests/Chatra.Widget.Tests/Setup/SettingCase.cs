using Chatra.Widget.Tests.Browser;

namespace Chatra.Widget.Tests.Setup;

/// <summary>One documented setting: how it is set, what it is rendered as, and what a browser shows of it.</summary>
/// <param name="Name">As it is documented.</param>
/// <param name="Setup">With it, and with what it needs.</param>
/// <param name="Rendered">Its value in <c>window.ChatraSetup</c>.</param>
/// <param name="Wrong">A text that is no value of it; of colors, of one of them.</param>
/// <param name="Rule">What it is refused with.</param>
/// <param name="Seen">What the browser shows, as README.md says it.</param>
/// <param name="Check">Looks for that.</param>
internal sealed record SettingCase(string Name, ChatraSetup Setup, string Rendered, string Wrong, string Rule, string Seen, Func<Visit, Task> Check)
{
    public override string ToString() => Name;
}
