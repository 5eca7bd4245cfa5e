using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using ChatraFunctions.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using TestKit;

namespace ChatraFunctions.Tests.Promises;

/// <summary>Application Insights gets the metrics that the alerts of infra/ ask for, and nothing of what anybody wrote.</summary>
public sealed class InsightsExportTests(AzuriteFixture azurite)
{
    private const string Setting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    [Fact]
    public async Task Insights_gets_metrics_and_nobodys_words()
    {
        var received = new ConcurrentQueue<string>();
        await using var insights = await ReceiveAsync(received);
        var address = insights.Urls.Single();
        await using (var app = await App.StartAsync(
            azurite,
            (Setting, $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={address}/;LiveEndpoint={address}/"),
            ("Telemetry__Interval", "00:00:15")))
        {
            (await app.Api.PostMessageAsync("""{"key":"k","clientId":"secret-visitor","text":"for nobody else"}""")).ShouldBe(HttpStatusCode.Accepted);
            await app.Api.MessageAsync("k", "sent");
            await Task.Delay(TimeSpan.FromSeconds(35), TestContext.Current.CancellationToken); // Two rounds of the timer: one looks at the queues.
        }

        var all = string.Concat(received);
        foreach (var instrument in new[] { "chatra.messages.sent", "chatra.poison.depth", "chatra.queue.depth", "chatra.outbox.oldest_unsent_age", "chatra.budget.paused" })
            all.ShouldContain($"\"{instrument}\"");
        all.ShouldContain("\"queue\":\"chatra-events\"");
        all.ShouldNotContain("for nobody else");
        all.ShouldNotContain("secret-visitor");
    }

    [Theory]
    [InlineData(Setting, "not a connection string")]
    [InlineData(Setting, "IngestionEndpoint=https://example.com/")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=4b1f")]
    public async Task Nonsensical_setting_stops_the_start_with_its_name(string name, string value)
    {
        var refused = await Should.ThrowAsync<SettingException>(() => App.StartAsync(azurite, (Setting, "InstrumentationKey=a"), (name, value)));

        refused.Message.ShouldStartWith(name);
    }

    private static async Task<WebApplication> ReceiveAsync(ConcurrentQueue<string> received)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var insights = builder.Build();
        insights.Run(async context =>
        {
            await using var body = context.Request.Headers.ContentEncoding == "gzip"
                ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
                : context.Request.Body;
            using var reader = new StreamReader(body);
            var text = await reader.ReadToEndAsync(context.RequestAborted);
            received.Enqueue(text);
            var items = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$"""{"itemsReceived":{{items}},"itemsAccepted":{{items}},"errors":[]}""", context.RequestAborted);
        });
        await insights.StartAsync(TestContext.Current.CancellationToken);
        return insights;
    }
}
