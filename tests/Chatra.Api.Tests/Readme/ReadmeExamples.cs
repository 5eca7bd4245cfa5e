using Microsoft.Extensions.DependencyInjection;

namespace Chatra.Api.Tests.Readme;

/// <summary>The package's README as code that compiles; <see cref="ReadmeTests"/> compares the two.</summary>
internal static class ReadmeExamples
{
    public static ChatraClient Register(string publicKey, string secretKey)
    {
        var services = new ServiceCollection()
            .AddChatraApi(new ChatraKeys(publicKey, secretKey))
            .BuildServiceProvider();
        var chatra = services.GetRequiredService<ChatraClient>();

        return chatra;
    }

    public static async Task PushAsync(ChatraClient chatra, string clientId)
    {
        var sent = await chatra.PushedMessages.CreateAsync(new NewPushedMessage(clientId, "Your order has shipped!"));
        await chatra.PushedMessages.UpdateAsync(sent.Id, "Your order has shipped! Here’s your tracking number: 9114 5847");
    }

    public static async Task SayAsync(ChatraClient chatra, string clientId, string agentId)
    {
        await chatra.Messages.CreateAsync(NewMessage.FromAgent(clientId, "Hello! How can I help you?", agentId));
        await chatra.Messages.CreateAsync(
            NewMessage.FromHelpdesk(clientId, "Hello!", agentEmail: "liz@shop.example", agentName: "Liz", receivedFrom: "OurHelpdesk"));
    }

    public static async Task<ChatClient> ChangeAsync(ChatraClient chatra, string clientId)
    {
        var visitor = await chatra.Clients.UpdateAsync(clientId, new ClientChanges { Email = Change.Remove, Phone = "+353 1 568 7922" });
        return visitor;
    }

    public static async Task FailAsync(ChatraClient chatra, NewPushedMessage message, List<NewPushedMessage> retryLater, TimeProvider time)
    {
        try
        {
            await chatra.PushedMessages.CreateAsync(message);
        }
        catch (ChatraApiException error) when (error.Kind == ChatraErrorKind.RateLimited)
        {
            await Task.Delay(error.RetryAfter ?? TimeSpan.FromMinutes(1), time);
        }
        catch (ChatraApiException error) when (error.Kind is ChatraErrorKind.Unreachable or ChatraErrorKind.Unavailable)
        {
            retryLater.Add(message);
        }
    }

    public static void Receive(byte[] body, IArchive archive, IHelpdesk helpdesk, ILog log)
    {
        switch (ChatraWebhook.Parse(body))
        {
            case ChatTranscript transcript:
                archive.Save(transcript.Client.ChatId, transcript.Messages);
                break;
            case ChatFragment fragment when fragment.Messages.Any(said => said.ReceivedFrom != "OurHelpdesk"):
                helpdesk.Update(fragment);
                break;
            case UnknownChatraEvent other:
                log.Note(other.EventName);
                break;
        }
    }

    internal interface IArchive
    {
        void Save(string? chatId, IReadOnlyList<ChatMessage> messages);
    }

    internal interface IHelpdesk
    {
        void Update(ChatFragment fragment);
    }

    internal interface ILog
    {
        void Note(string eventName);
    }
}
