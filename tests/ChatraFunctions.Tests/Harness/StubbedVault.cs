using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using ChatraFunctions.Secrets.KeyVault;
using TestKit;

namespace ChatraFunctions.Tests.Harness;

/// <summary>The way to a stubbed vault, with the product's client and a token that the vault takes.</summary>
internal sealed class StubbedVault : TokenCredential
{
    public static SecretClient NewClient(VaultStub vault) => VaultClient.Create(vault.Address, new StubbedVault(), new HttpClientTransport(vault.NewHandler()));

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(VaultStub.Token, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
