using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chatra.Api.Tests.Fixtures;

/// <summary>Comparing JSON as values. The documentation's examples of an edit end in a comma.</summary>
internal static class Json
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true };

    public static JsonObject Object(string json) => JsonNode.Parse(json, documentOptions: Lenient)!.AsObject();

    public static void ShouldBeJson(this string actual, string expected) =>
        JsonNode.DeepEquals(JsonNode.Parse(actual), Object(expected)).ShouldBeTrue(actual);

    public static void ShouldBeJson(this JsonNode actual, JsonNode expected) => JsonNode.DeepEquals(actual, expected).ShouldBeTrue(actual.ToJsonString());
}
