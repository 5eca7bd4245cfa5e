using System.Security.Cryptography;
using System.Text;
using ChatraFunctions.Orders;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>HMAC-SHA256 of the raw body as Base64, as Shopify and WooCommerce sign.</summary>
public sealed class BodySignaturesTests
{
    // A published vector of Shopify's signature: the database tool SQLPage tests its own HMAC function with it.
    private const string Secret = "test-webhook-secret";
    private const string Body = """{"id":1234567890,"email":"customer@example.com","total_price":"123.45"}""";
    private const string Signature = "QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw=";

    private const string Other = "another-secret-of-the-shop";

    /// <summary>The example of Shopify's documentation, "Authenticate with OAuth", which shows the same HMAC in hexadecimal digits.</summary>
    [Fact]
    public void Vector_of_Shopify_s_documentation_is_valid()
    {
        var body = "code=0907a61c0c8d55e99db179b68161bc00&shop=some-shop.myshopify.com&state=0.6784241404160823&timestamp=1337178173"u8;
        var signature = Convert.ToBase64String(Convert.FromHexString("700e2dadb827fcc8609e9d5ce208b2e9cdaab9df07390d2cbca10d7c328fc4bf"));

        new BodySignatures(["hush"]).Verify(signature, body).ShouldBeTrue();
        new BodySignatures(["hash"]).Verify(signature, body).ShouldBeFalse();
    }

    [Fact]
    public void Published_vector_is_valid() => Verify(Signature).ShouldBeTrue();

    [Fact]
    public void Two_secrets_are_valid_at_once_and_a_third_is_not()
    {
        var both = new BodySignatures([Other, Secret]);

        both.Verify(Signature, Encoding.UTF8.GetBytes(Body)).ShouldBeTrue();
        both.Verify(Sign(Other), Encoding.UTF8.GetBytes(Body)).ShouldBeTrue();
        both.Verify(Sign("a-third-secret-of-nobody"), Encoding.UTF8.GetBytes(Body)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"id":1234567891,"email":"customer@example.com","total_price":"123.45"}""")]
    [InlineData(Body + "\n")]
    [InlineData("")]
    public void Tampered_body_is_refused(string body) => Verify(Signature, body).ShouldBeFalse();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not Base64!")]
    [InlineData("QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0G")]
    [InlineData("QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw=AAAA")]
    [InlineData("40dc8e6d394a6ccc76a8394f17f64e65c06a8393a03e0fb6a24cb7ce575cd06c")]
    [InlineData(Signature + "," + Signature)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Anything_else_is_refused(string? signature) => Verify(signature).ShouldBeFalse();

    [Fact]
    public void Without_a_secret_nothing_is_valid()
    {
        var none = new BodySignatures([]);

        none.CanVerify.ShouldBeFalse();
        none.Verify(Signature, Encoding.UTF8.GetBytes(Body)).ShouldBeFalse();
        none.Verify(Convert.ToBase64String(HMACSHA256.HashData(Array.Empty<byte>(), Encoding.UTF8.GetBytes(Body))), Encoding.UTF8.GetBytes(Body)).ShouldBeFalse();
    }

    [Fact]
    public void Short_secret_is_refused_and_not_shown()
    {
        var exception = Should.Throw<FormatException>(() => BodySignatures.With([Secret, "short"]));

        exception.Message.ShouldContain("at least 16");
        exception.Message.ShouldNotContain("short");
    }

    private static bool Verify(string? signature, string body = Body) => new BodySignatures([Secret]).Verify(signature, Encoding.UTF8.GetBytes(body));

    private static string Sign(string secret) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Body)));
}
