namespace Chatra.Api.Tests.Fixtures;

/// <summary>Chatra's documented examples, as the documentation prints them.</summary>
internal static class Payload
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Payloads", "chatra-api", $"{name}.json"));

    public static string ReadWebhook(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Payloads", $"{name}.json"));
}
