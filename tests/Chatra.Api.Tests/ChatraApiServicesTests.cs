using Chatra.Api.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Chatra.Api.Tests;

/// <summary>What an application can plug in.</summary>
public sealed class ChatraApiServicesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fixed_keys_are_enough()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await using var services = new ServiceCollection()
            .AddChatraApi(new ChatraKeys(Keys.Public, Keys.Secret), new ChatraOptions { BaseUrl = new Uri(chatra.BaseUrl) })
            .BuildServiceProvider();

        var created = await services.GetRequiredService<ChatraClient>().PushedMessages.CreateAsync(new("client-1", "text"), Cancellation);

        created.IsPushed.ShouldBeTrue();
    }

    [Fact]
    public async Task Own_handler_sees_every_request_and_its_answer()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var handler = new Counting();

        await Client.For(chatra.BaseUrl, configureHttp: http => http.AddHttpMessageHandler(() => handler))
            .PushedMessages.CreateAsync(new("client-1", "text"), Cancellation);

        handler.Answers.ShouldBe(1);
    }

    [Fact]
    public async Task Cancellation_that_a_handler_invents_is_uncertain_not_unreachable()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var client = Client.For(chatra.BaseUrl, configureHttp: http => http.AddHttpMessageHandler(() => new Impatient()));

        var error = await Should.ThrowAsync<ChatraApiException>(() => client.PushedMessages.CreateAsync(new("client-1", "text"), Cancellation));

        error.Kind.ShouldBe(ChatraErrorKind.Uncertain);
        (await chatra.MessagesAsync()).Messages.Count.ShouldBe(1);
    }

    [Fact]
    public void Client_is_one_and_the_applications_own_clock_stays()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddChatraApi(new ChatraKeys("p", "s"))
            .BuildServiceProvider();

        services.GetRequiredService<ChatraClient>().ShouldBeSameAs(services.GetRequiredService<ChatraClient>());
        services.GetRequiredService<TimeProvider>().ShouldBeSameAs(clock);
    }

    private sealed class Counting : DelegatingHandler
    {
        public int Answers { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            Answers++;
            return response;
        }
    }

    private sealed class Impatient : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var response = await base.SendAsync(request, cancellationToken);
            throw new OperationCanceledException("too slow for me");
        }
    }
}
