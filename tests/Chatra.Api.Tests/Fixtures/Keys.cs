namespace Chatra.Api.Tests.Fixtures;

/// <summary>Keys that can be rotated in the middle of a test.</summary>
internal sealed class Keys : IChatraKeySource
{
    public const string Public = "public-key-of-test";
    public const string Secret = "SECRET-KEY-OF-TEST";

    public ChatraKeys Current { get; set; } = new(Public, Secret);

    public ValueTask<ChatraKeys> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Current);
}
