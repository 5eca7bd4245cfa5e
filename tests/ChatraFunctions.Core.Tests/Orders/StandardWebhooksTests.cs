using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatraFunctions.Orders.CloudEvents;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>Signatures as the Standard Webhooks specification has them.</summary>
public sealed class StandardWebhooksTests
{
    // The example that the specification's own libraries are tested with.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long Timestamp = 1614265330;
    private const string Body = """{"test": 2432232314}""";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private const string OtherSecret = "whsec_b3RoZXIgc2VjcmV0IG9mIHRoZSBzaG9w";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(Timestamp);

    [Fact]
    public void Signature_of_the_specification_is_valid() => Verify(Headers()).ShouldBe(SignatureResult.Valid);

    [Theory]
    [InlineData("""{"test": 2432232315}""")]
    [InlineData("""{"test": 2432232314} """)]
    [InlineData("")]
    public void Tampered_body_is_refused(string body) => Verify(Headers(), body).ShouldBe(SignatureResult.Wrong);

    [Fact]
    public void Tampered_id_or_time_is_refused()
    {
        Verify(Headers(id: Id + "x")).ShouldBe(SignatureResult.Wrong);
        Verify(Headers(timestamp: "1614265331")).ShouldBe(SignatureResult.Wrong);
    }

    [Theory]
    [InlineData(-300, SignatureResult.Valid)]
    [InlineData(300, SignatureResult.Valid)]
    [InlineData(-301, SignatureResult.OutOfTime)]
    [InlineData(301, SignatureResult.OutOfTime)]
    public void Five_minutes_off_are_tolerated_either_way(int seconds, object expected) =>
        new StandardWebhooks([Secret]).Verify(Headers(), Encoding.UTF8.GetBytes(Body), Now.AddSeconds(seconds)).ShouldBe((SignatureResult)expected);

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("-1614265330")]
    [InlineData("1614265330.0")]
    [InlineData("16142653300000000000000000000")]
    public void Timestamp_that_is_no_number_is_refused(string timestamp) => Verify(Headers(timestamp: timestamp)).ShouldBe(SignatureResult.Missing);

    [Fact]
    public void Timestamp_at_the_end_of_numbers_is_out_of_time() =>
        Verify(Headers(timestamp: long.MaxValue.ToString(CultureInfo.InvariantCulture))).ShouldBe(SignatureResult.OutOfTime);

    [Theory]
    [InlineData(StandardWebhooks.IdHeader)]
    [InlineData(StandardWebhooks.TimestampHeader)]
    [InlineData(StandardWebhooks.SignatureHeader)]
    public void Each_header_is_required(string missing)
    {
        var headers = Headers();
        headers.Remove(missing);

        Verify(headers).ShouldBe(SignatureResult.Missing);
    }

    [Theory]
    [InlineData("v1,AAAA " + Signature)]
    [InlineData(Signature + " v1,AAAA")]
    [InlineData("v2,AAAA v1a,AAAA   " + Signature + " ")]
    [InlineData("v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4= " + Signature)]
    public void One_valid_signature_among_several_is_enough(string signatures) => Verify(Headers(signature: signatures)).ShouldBe(SignatureResult.Valid);

    [Fact]
    public void Signatures_may_come_in_several_header_lines()
    {
        var headers = Headers();
        headers[StandardWebhooks.SignatureHeader] = new(["v1,AAAA", Signature]);

        Verify(headers).ShouldBe(SignatureResult.Valid);
    }

    [Theory]
    [InlineData("v1,")]
    [InlineData("v1")]
    [InlineData("v1,not Base64!")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1O")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=AAAA")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Anything_else_is_refused(string signature) => Verify(Headers(signature: signature)).ShouldBe(SignatureResult.Wrong);

    [Fact]
    public void Two_secrets_are_valid_at_once_and_a_third_is_not()
    {
        var both = new StandardWebhooks([OtherSecret, Secret]);
        both.Verify(Headers(), Encoding.UTF8.GetBytes(Body), Now).ShouldBe(SignatureResult.Valid);
        both.Verify(Headers(signature: Sign(OtherSecret)), Encoding.UTF8.GetBytes(Body), Now).ShouldBe(SignatureResult.Valid);

        new StandardWebhooks([OtherSecret]).Verify(Headers(), Encoding.UTF8.GetBytes(Body), Now).ShouldBe(SignatureResult.Wrong);
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_not Base64!")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void Malformed_secret_is_refused_and_not_shown(string secret)
    {
        var exception = Should.Throw<FormatException>(() => new StandardWebhooks([Secret, secret]));

        exception.Message.ShouldContain("must be whsec_");
        if (secret.Length > "whsec_".Length)
            exception.Message.ShouldNotContain(secret);
    }

    private static SignatureResult Verify(HeaderDictionary headers, string body = Body) =>
        new StandardWebhooks([Secret]).Verify(headers, Encoding.UTF8.GetBytes(body), Now);

    private static HeaderDictionary Headers(string id = Id, string timestamp = "1614265330", string signature = Signature) => new()
    {
        ["Webhook-Id"] = id,
        ["Webhook-Timestamp"] = timestamp,
        ["Webhook-Signature"] = signature,
    };

    private static string Sign(string secret) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}")));
}
