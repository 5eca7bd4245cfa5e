namespace Chatra.Api;

/// <summary>The body of an edit, of either kind of message.</summary>
internal sealed record EditedText(string Text);
