using Microsoft.Extensions.Configuration;

namespace ChatraFunctions.LocalHost.Tests.Configuration;

public sealed class HostConfigurationTests
{
    [Fact]
    public void The_repositorys_host_json_is_found_and_an_override_wins()
    {
        var settings = HostConfiguration.Load([new("AzureFunctionsJobHost__extensions__queues__maxDequeueCount", "9")]).Checked<QueueSettings>(QueueSettings.Section);

        settings.MessageEncoding.ShouldBe(Azure.Storage.Queues.QueueMessageEncoding.Base64);
        settings.VisibilityTimeout.ShouldBe(TimeSpan.FromSeconds(30));
        settings.MaxDequeueCount.ShouldBe(9);
    }

    [Fact]
    public void Without_settings_the_hosts_own_defaults_hold()
    {
        var settings = new ConfigurationBuilder().Build().Checked<QueueSettings>(QueueSettings.Section);

        settings.BatchSize.ShouldBe(16);
        settings.NewBatchThreshold.ShouldBeNull();
        settings.MaxPollingInterval.ShouldBe(TimeSpan.FromMinutes(1));
        settings.VisibilityTimeout.ShouldBe(TimeSpan.Zero);
        settings.MaxDequeueCount.ShouldBe(5);
    }

    [Theory]
    [InlineData("batchSize", "33")]
    [InlineData("batchSize", "many")]
    [InlineData("newBatchThreshold", "-1")]
    [InlineData("maxPollingInterval", "00:00:00")]
    [InlineData("visibilityTimeout", "-00:00:01")]
    [InlineData("maxDequeueCount", "0")]
    [InlineData("messageEncoding", "utf7")]
    public void A_setting_that_makes_no_sense_is_named(string name, string value)
    {
        var setting = $"AzureFunctionsJobHost__extensions__queues__{name}";

        var refusal = Should.Throw<SettingException>(() => RunningHost.Create(new() { [setting] = value }));

        refusal.Message.ShouldStartWith(setting, Case.Insensitive);
        refusal.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void Values_of_local_settings_may_be_written_either_way()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, """
            { // as Core Tools write it
              "IsEncrypted": false,
              "Values": { "AzureWebJobsStorage": "a", "Orders__Shopify__WebhookSecrets__0": "b", "Chatra:BaseUrl": "c" }
            }
            """);

        var settings = new ConfigurationBuilder().AddInMemoryCollection(HostConfiguration.LocalSettings(path)).Build();
        File.Delete(path);

        settings["AzureWebJobsStorage"].ShouldBe("a");
        settings["Orders:Shopify:WebhookSecrets:0"].ShouldBe("b");
        settings["Chatra:BaseUrl"].ShouldBe("c");
    }
}
