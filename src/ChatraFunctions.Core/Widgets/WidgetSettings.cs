using Chatra.Widget;

namespace ChatraFunctions.Widgets;

/// <summary>What the shop has set for all its pages.</summary>
/// <param name="Setup">The documented settings.</param>
/// <param name="ScriptAddress">The widget's script.</param>
/// <param name="OrderFacts">What is shown of the latest order, by the names of <see cref="Widgets.OrderFacts"/>.</param>
internal sealed record WidgetSettings(ChatraSetup Setup, Uri ScriptAddress, IReadOnlyList<string> OrderFacts);
