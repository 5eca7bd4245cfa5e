namespace ChatraFunctions.Simulator.Widget;

/// <summary>A scenario of one step: a text, and answers to choose from.</summary>
internal sealed record WidgetBot(string Text, IReadOnlyList<string> Options);
