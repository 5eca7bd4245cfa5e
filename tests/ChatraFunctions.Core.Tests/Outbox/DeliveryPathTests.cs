using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Simulator;
using ChatraFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>Outbox, ledger, senders and a simulated Chatra with its strict sliding window, in real time at ten requests a second.</summary>
public sealed class DeliveryPathTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_instances_deliver_every_message_once_and_evenly()
    {
        await using var simulator = SimulatorApp.Build(new SimulatorOptions { Port = 0, RequestsPerMinute = 600, PublicKey = "public", SecretKey = "secret" }, TimeProvider.System);
        await simulator.StartAsync(Ending);
        var address = simulator.Urls.Single();
        await using var stack = await OutboxStack.InRealTimeAsync(
            azurite, ("Chatra__BaseUrl", $"{address}/api/"), ("Chatra__SecretKey", "secret"), ("Chatra__RequestsPerMinute", "600"));
        var keys = Enumerable.Range(0, 40).Select(i => $"message {i}").ToList();
        await Task.WhenAll(keys.Select(key => stack.QueueAsync(key, text: key)));
        IServiceProvider[] hosts = [stack.Host, stack.NewHost()];

        await Task.WhenAll(hosts.Select(host => host.GetRequiredService<OutboxReleaser>().RunAsync(Ending)));
        await Task.WhenAll(hosts.Select(host => PumpAsync(host, stack)));

        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var messages = (await http.GetFromJsonAsync<JsonElement>("/_simulator/messages", Ending)).GetProperty("messages").EnumerateArray();
        messages.Select(message => message.GetProperty("text").GetString()!).ShouldBe(keys, ignoreOrder: true);
        var requests = await http.GetFromJsonAsync<JsonElement>("/_simulator/requests", Ending);
        requests.GetProperty("rateLimited").GetInt32().ShouldBe(0);
        requests.GetProperty("count").GetInt32().ShouldBe(40);
    }

    /// <summary>A queue trigger in small: as many at once as the host takes, until nothing is unsent.</summary>
    private static async Task PumpAsync(IServiceProvider host, OutboxStack stack)
    {
        var queue = host.GetRequiredService<StorageAccount>().Queue(QueueNames.ChatraSend);
        var sender = host.GetRequiredService<PushedMessageSender>();
        var running = new ConcurrentDictionary<Task, bool>();
        await Eventually.HoldsAsync(
            async () =>
            {
                var messages = running.Count < 12 ? (await queue.ReceiveMessagesAsync(8, TimeSpan.FromSeconds(30), Ending)).Value : [];
                foreach (var message in messages)
                {
                    var task = Task.Run(async () =>
                    {
                        await sender.SendAsync(message.Body, Ending);
                        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Ending);
                    });
                    running[task] = true;
                    _ = task.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
                }

                if (messages.Length > 0)
                    return false;

                // Late ones went back to the outbox.
                await host.GetRequiredService<OutboxReleaser>().RunAsync(Ending);
                await Task.Delay(50, Ending);
                return (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent == 0;
            },
            "all are sent");
        await Task.WhenAll(running.Keys);
    }
}
