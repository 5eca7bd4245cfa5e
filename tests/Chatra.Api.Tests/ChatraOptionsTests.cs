using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;

namespace Chatra.Api.Tests;

public sealed class ChatraOptionsTests
{
    [Fact]
    public void Defaults_are_Chatras_address_and_half_a_minute()
    {
        var options = new ChatraOptions();

        options.BaseUrl.AbsoluteUri.ShouldBe("https://app.chatra.io/api/");
        options.Timeout.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("relative/api", 30, "BaseUrl")]
    [InlineData("ftp://app.chatra.io/api/", 30, "BaseUrl")]
    [InlineData("https://app.chatra.io/api?x=1", 30, "BaseUrl")]
    [InlineData("https://app.chatra.io/api/", 0, "Timeout")]
    [InlineData("https://app.chatra.io/api/", -1, "Timeout")]
    [InlineData("https://app.chatra.io/api/", 601, "Timeout")]
    public void Nonsense_is_refused_by_name(string baseUrl, int seconds, string name)
    {
        var options = new ChatraOptions { BaseUrl = new Uri(baseUrl, UriKind.RelativeOrAbsolute), Timeout = TimeSpan.FromSeconds(seconds) };

        Should.Throw<ArgumentException>(() => new ServiceCollection().AddChatraApi(options)).Message.ShouldStartWith(name);
        Should.Throw<ValidationException>(() => Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true))
            .ValidationResult.MemberNames.ShouldBe([name]);
    }

    [Fact]
    public void Authorization_that_does_not_exist_is_refused_by_name() =>
        Should.Throw<ArgumentException>(() => ChatraClient.CreateHandler(new ChatraOptions { Authorization = (ChatraAuthorization)7 }))
            .Message.ShouldStartWith("Authorization");
}
