namespace Chatra.Api;

/// <summary>What Chatra says with an error, "in most cases". Its status repeats the answer's own.</summary>
internal sealed record ErrorBody(string? Message);
