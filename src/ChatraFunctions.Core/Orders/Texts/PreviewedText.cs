namespace ChatraFunctions.Orders.Texts;

/// <summary>The answer of <c>POST /templates/{language}/{kind}/preview</c>.</summary>
/// <param name="Text">What the customer would read.</param>
/// <param name="Language">The language of the template that was used.</param>
/// <param name="Template"><c>given</c> in the request, the shop's <c>own</c> (a blob), or <c>builtIn</c>.</param>
public sealed record PreviewedText(string Text, string Language, string Template);
