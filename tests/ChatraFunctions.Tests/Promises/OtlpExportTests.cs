using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using TestKit;

namespace ChatraFunctions.Tests.Promises;

/// <summary>A collector gets what is measured and traced, and nothing of what anybody wrote.</summary>
public sealed class OtlpExportTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Collector_gets_metrics_and_traces_and_nobodys_words()
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await CollectAsync(received);
        await using (var app = await App.StartAsync(
            azurite, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "the-shop")))
        {
            (await app.Api.PostMessageAsync("""{"key":"k","clientId":"secret-visitor","text":"for nobody else"}""")).ShouldBe(HttpStatusCode.Accepted);
            (await app.Api.PostWebhookAsync(Events.Started("chat-1").ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
            await app.Api.ChatAsync("chat-1", messages: 1);
            await app.Api.MessageAsync("k", "sent");
        }

        foreach (var instrument in new[] { "chatra.events.accepted", "chatra.events.stored", "chatra.messages.released", "chatra.messages.sent", "chatra.slot.lateness" })
            received["/v1/metrics"].ShouldContain(instrument);

        foreach (var span in new[] { "accept webhook", "store event", "queue message", "send message", "the-shop" })
            received["/v1/traces"].ShouldContain(span);

        string.Concat(received.Values).ShouldNotContain("for nobody else");
        string.Concat(received.Values).ShouldNotContain("secret-visitor");
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("Telemetry__Interval", "00:00:01")]
    public async Task Nonsensical_setting_stops_the_start_with_its_name(string name, string value)
    {
        var refused = await Should.ThrowAsync<SettingException>(() => App.StartAsync(azurite, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9/"), (name, value)));

        refused.Message.ShouldStartWith(name);
    }

    /// <summary>The alerts in infra/ ask for instruments that there are.</summary>
    [Fact]
    public void Alerts_ask_for_instruments_of_the_code()
    {
        var code = File.ReadAllText(RepositoryRoot.Combine("src/ChatraFunctions.Core/Telemetry/ChatraMeter.cs"));
        var asked = JsonNode.Parse(File.ReadAllText(RepositoryRoot.Combine("infra/app/metrics.json")))!.AsObject();

        asked.Count.ShouldBeGreaterThan(0);
        foreach (var (_, instrument) in asked)
            code.ShouldContain($"\"{instrument!.GetValue<string>()}\"");
    }

    /// <summary>README's table names each instrument of the code, and no other.</summary>
    [Fact]
    public void Readme_names_the_instruments_of_the_code()
    {
        var pattern = new System.Text.RegularExpressions.Regex("[\"`](?<name>chatra\\.[a-z_]+\\.[a-z_]+)[\"`]", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var code = pattern.Matches(File.ReadAllText(RepositoryRoot.Combine("src/ChatraFunctions.Core/Telemetry/ChatraMeter.cs"))).Select(match => match.Groups["name"].Value);

        pattern.Matches(File.ReadAllText(RepositoryRoot.Combine("README.md"))).Select(match => match.Groups["name"].Value).Distinct().ShouldBe(code, ignoreOrder: true);
    }

    /// <summary>Protobuf holds its texts in plain UTF-8.</summary>
    private static async Task<WebApplication> CollectAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var text = Encoding.UTF8.GetString(body.ToArray());
            received.AddOrUpdate(context.Request.Path.Value!, text, (_, before) => before + text);
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }
}
