using ChatraFunctions.Orders.CloudEvents;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>The handshake of CloudEvents' web hooks.</summary>
public sealed class OriginHandshakeTests
{
    [Theory]
    [InlineData("cloudevents")]
    [InlineData("CloudEvents")]
    public void Origin_that_asks_is_allowed(string source) =>
        OriginHandshake.Answer(source, new HeaderDictionary { ["webhook-request-origin"] = "eventemitter.example.com" }).Value.ShouldBe("eventemitter.example.com");

    [Theory]
    [InlineData("shopify")]
    [InlineData("woocommerce")]
    [InlineData("")]
    public void Other_sources_have_no_handshake(string source) =>
        OriginHandshake.Answer(source, new HeaderDictionary { ["WebHook-Request-Origin"] = "a" }).Refusal!.Reason.ShouldBe(RefusalReason.NotFound);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("münchen.example")]
    public void What_cannot_be_sent_back_is_refused(string? origin) =>
        OriginHandshake.Answer("cloudevents", new HeaderDictionary { ["WebHook-Request-Origin"] = origin }).Refusal!.Reason.ShouldBe(RefusalReason.Invalid);

    [Fact]
    public void Origin_longer_than_any_name_is_refused() =>
        OriginHandshake.Answer("cloudevents", new HeaderDictionary { ["WebHook-Request-Origin"] = new string('a', 254) }).Refusal!.Reason.ShouldBe(RefusalReason.Invalid);
}
