namespace Chatra.Widget.Tests.Browser;

/// <summary>What the shop serves at an address of its own.</summary>
internal sealed record ServedPage(string Body, string Policy, string ContentType = "text/html; charset=utf-8");
