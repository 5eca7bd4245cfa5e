using Azure;

namespace ChatraFunctions.Orders.Texts;

/// <summary>A blob that stands for a built-in text.</summary>
/// <param name="BlobName">Such as <c>de/shipped.hbs</c>.</param>
/// <param name="ETag">The version that was read, as lists write it.</param>
/// <param name="Template">Null where it cannot be used.</param>
/// <param name="Fault">Why not.</param>
public sealed record OverriddenTemplate(string BlobName, ETag ETag, MessageTemplate? Template, TemplateFault? Fault);
