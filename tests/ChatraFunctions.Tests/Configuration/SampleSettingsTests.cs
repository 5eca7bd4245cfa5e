using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.LocalHost;
using ChatraFunctions.Simulator;
using ChatraFunctions.Tests.Harness;
using Microsoft.Extensions.Configuration;
using TestKit;

namespace ChatraFunctions.Tests.Configuration;

/// <summary>The sample is complete, and it works.</summary>
public sealed class SampleSettingsTests(AzuriteFixture azurite)
{
    /// <summary>Only the Functions host reads it.</summary>
    private const string ForTheHost = "FUNCTIONS_WORKER_RUNTIME";

    /// <summary>Values that may be any text.</summary>
    private static readonly string[] AnyText =
    [
        ForTheHost, "Chatra__PublicKey", "Chatra__SecretKey", "OTEL_SERVICE_NAME", "LocalHost__FunctionKeys__default", "LocalHost__FunctionKeys___master",
        "Orders__AgentId", "Orders__GroupId",
        // What Chatra takes any text for; "nonsense" is a selector, an element's id and a function's name, too.
        .. new[] { "CustomWidgetButton", "InjectTo", "GroupId", "GaTrackingId", "OnNewMessage", "OnAnalyticEvent" }.Select(name => $"Widget__Setup__{name}"),
        .. SampleSettings.ByName.Keys.Where(name => name.StartsWith("Orders__WooCommerce__TrackingKeys__", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Checked => [.. SampleSettings.ByName.Keys.Except(AnyText)];

    [Fact]
    public async Task The_sample_has_every_setting_that_the_code_reads_and_no_other()
    {
        var read = await SettingsInCode.ReadAsync();

        SampleSettings.ByName.Keys.Except([ForTheHost]).Select(SettingsInCode.WithoutIndex).Distinct().ShouldBe(read, ignoreOrder: true);
    }

    [Fact]
    public async Task The_README_explains_every_setting_that_the_code_reads_and_no_other()
    {
        var read = await SettingsInCode.ReadAsync();

        var explained = Readme.SettingNames().Select(SettingsInCode.WithoutIndex).Distinct();

        explained.ShouldBe([.. read, "AzureWebJobsStorage__accountName"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Checked))]
    public void Nonsense_stops_the_start_with_one_line_that_names_the_setting(string name)
    {
        var settings = new Dictionary<string, string?>(SampleSettings.ByName) { [name] = "nonsense" };

        var refusal = Should.Throw<SettingException>(() => Host(settings)).Message;

        refusal.ShouldStartWith(SettingsInCode.WithoutIndex(name), Case.Insensitive);
        refusal.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("AzureWebJobsStorage")]
    [InlineData("Chatra__PublicKey")]
    [InlineData("Chatra__SecretKey")]
    public void A_missing_setting_that_is_required_stops_the_start_and_is_named(string name)
    {
        var settings = SampleSettings.ByName.Where(pair => pair.Key != name);

        Should.Throw<SettingException>(() => Host(settings)).Message.ShouldStartWith($"{name}: ");
    }

    [Fact]
    public async Task The_app_starts_with_the_sample_and_both_paths_work()
    {
        await using var chatra = await SimulatedChatra.StartAsync(new SimulatorOptions { Port = 0 }); // With its own default keys.
        var places = new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.NewAccount(), ["Chatra__BaseUrl"] = chatra.BaseUrl };
        await using var app = await AppProcess.StartAsync(places, SampleSettings.Text);
        await new StorageProbe(places["AzureWebJobsStorage"]).ProvisionedAsync();
        (string, string) key = ("x-functions-key", SampleSettings.ByName["LocalHost__FunctionKeys__default"]!);

        (await app.Api.GetAsync("health")).ShouldBe(HttpStatusCode.OK);
        (await app.Api.GetAsync("status")).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await app.Api.SendAsync("GET", "status", headers: key)).ShouldBe(HttpStatusCode.OK).Json["budget"]!["requestsPerMinute"]!.GetValue<int>().ShouldBe(60);
        (await app.Api.SendAsync("POST", "webhooks/chatra", Events.Started("sample").ToJsonString(), headers: key)).ShouldBe(HttpStatusCode.Accepted);
        await Eventually.HoldsAsync(async () => (await app.Api.SendAsync("GET", "chats/sample", headers: key)).Status == HttpStatusCode.OK, "the chat is stored");
        foreach (var (number, secret) in new[] { ("1", "Orders__CloudEvents__WebhookSecrets__0"), ("2", "Orders__CloudEvents__WebhookSecrets__1") })
            (await PostOrderAsync(app.Api, number, SampleSettings.ByName[secret]!, key)).ShouldBe(HttpStatusCode.Accepted);

        await Eventually.HoldsAsync(async () => (await chatra.MessagesAsync("sample")).Count == 2, "both messages are delivered");
    }

    private static Task<Answer> PostOrderAsync(Api api, string orderId, string secret, (string, string) key)
    {
        var body = OrderEvents.Event("order.paid", new JsonObject { ["orderId"] = orderId, ["clientId"] = "sample" }).ToJsonString();
        return api.SendAsync("POST", "orders/cloudevents", body, "application/cloudevents+json", [key, .. StandardWebhook.Sign(secret, body, DateTimeOffset.UtcNow)]);
    }

    private static void Host(IEnumerable<KeyValuePair<string, string?>> settings) => LocalFunctionsHost.ForChatra(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value))).Build());
}
