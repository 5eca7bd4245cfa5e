using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using ChatraFunctions.Secrets.KeyVault;
using TestKit;

namespace ChatraFunctions.Core.Tests.Secrets.KeyVault;

/// <summary>The product's client of a stubbed vault, and the tokens that it asked for.</summary>
internal sealed class StubbedVault(VaultStub stub) : TokenCredential
{
    private readonly ConcurrentQueue<string> _scopes = new();

    public IReadOnlyList<string> Scopes => [.. _scopes];

    public SecretClient NewClient() => VaultClient.Create(stub.Address, this, new HttpClientTransport(stub.NewHandler()));

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        _scopes.Enqueue(string.Join(' ', requestContext.Scopes));
        return new AccessToken(VaultStub.Token, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
