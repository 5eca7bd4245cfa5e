namespace Chatra.Api;

/// <summary>The body of an edit.</summary>
internal sealed record EditedText(string Text);
