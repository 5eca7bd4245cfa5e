using System.Net;
using System.Text.Json.Nodes;

namespace ChatraFunctions.Tests.Harness;

/// <summary>What the app answered, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string? ContentType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    private const string ProblemType = "application/problem+json";

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>The JSON pointers that a problem names, in its order.</summary>
    public IReadOnlyList<string> Pointers => [.. Json["errors"]?.AsArray().Select(error => error!["pointer"]!.GetValue<string>()) ?? []];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, headers);
    }

    public Answer ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Body);
        return this;
    }

    /// <summary>A problem as RFC 9457 has it, whose members agree with the answer itself.</summary>
    public Answer ShouldBeProblem(HttpStatusCode status)
    {
        Status.ShouldBe(status, Body);
        ContentType.ShouldBe(ProblemType, Body);
        Json["status"]!.GetValue<int>().ShouldBe((int)status);
        Json["type"]!.GetValue<string>().ShouldNotBeEmpty();
        Json["title"]!.GetValue<string>().ShouldNotBeEmpty();
        Json["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        return this;
    }
}
