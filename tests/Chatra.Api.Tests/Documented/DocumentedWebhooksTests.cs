using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests.Documented;

/// <summary>Every example of webhooks in Chatra's documentation.</summary>
public sealed class DocumentedWebhooksTests
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    [Fact]
    public void ChatStarted_is_read_to_the_last_field()
    {
        var started = Parse<ChatStarted>("chatStarted", ChatraJson.Default.ChatStarted);

        started.EventName.ShouldBe("chatStarted");
        started.Message.ShouldBe(new ChatMessage
        {
            Id = "dkmyYPxJyh5rKDhRT",
            Type = "agent",
            Text = "Hi there! Did you receive your tracking number?",
            CreatedAt = Epoch.AddMilliseconds(1442224934355),
            AgentId = "bnRzp4CioKudG4aHm",
            AgentName = "Julia",
        });
        started.Agent.ShouldBe(new ChatAgent
        {
            Id = "bnRzp4CioKudG4aHm",
            Name = "Julia",
            Email = "[email protected]",
            Userpic = "https://ucarecdn.com/06e119c4-debd-420f-bb8c-7a2f261ca0e5/",
        });
        (started.Client.ChatId, started.Client.MarketingConsent, started.Client.TermsOfServiceConsent).ShouldBe(("aC4krWMZWLYzz9sKZ", true, true));
        started.Client.LatestVisit!.FinishedAt.ShouldBeNull();
        started.HostName.ShouldBe("getwear.com");
        started.ChatStartedPage.ShouldBe(new ChatPage { Link = "http://getwear.com/women/151254/", Title = "Washed skinny jeans for women" });
    }

    [Fact]
    public void ChatFragment_is_read_to_the_last_field()
    {
        var fragment = Parse<ChatFragment>("chatFragment", ChatraJson.Default.ChatFragment);

        fragment.EventName.ShouldBe("chatFragment");
        fragment.Messages.Select(message => (message.Id, message.Type, message.IsPushed, message.IsTrigger)).ShouldBe(
        [
            ("AXCR3k9bpSY7bpuh7", "agent", true, false),
            ("DftGtKqyJpBXtC42J", "agent", false, true),
            ("JuzQe8pJ9cZqymJK9", "client", false, false),
        ]);
        fragment.Agents!.Select(agent => agent.Name).ShouldBe(["Liz", "Julia"]);
        fragment.Client.DisplayedName.ShouldBe("Jane");
    }

    [Fact]
    public void ChatTranscript_is_read_to_the_last_field()
    {
        var transcript = Parse<ChatTranscript>("chatTranscript", ChatraJson.Default.ChatTranscript);

        transcript.EventName.ShouldBe("chatTranscript");
        transcript.Messages.Count.ShouldBe(6);
        transcript.Messages[5].IsMissed.ShouldBeTrue();
        transcript.OfflineMessagesCount.ShouldBe(1);
        var file = transcript.Messages[4].File.ShouldNotBeNull();
        (file.FileName, file.Size, file.IsImage, file.ImageInfo!.Width, file.ImageInfo.Height).ShouldBe(("receipt.png", 333455, true, 1129, 525));
        transcript.Client.LatestVisit!.FinishedAt.ShouldBe(Epoch.AddMilliseconds(1442233410389));
        transcript.ChatStartedPage!.Title.ShouldBe("Washed skinny jeans for women");
    }

    [Fact]
    public void File_of_the_full_list_of_message_properties_is_read_to_the_last_field()
    {
        var fragment = Json.Object(Payload.ReadWebhook("chatFragment"));
        var message = fragment["messages"]![2]!.AsObject();
        message["file"] = Json.Object(Payload.Read("webhook-message-file"));
        message["isMissedByClient"] = true;
        message["receivedFrom"] = "SuperAwesomeHelpdesk";

        var parsed = ((ChatFragment)ChatraWebhook.Parse(fragment.ToJsonString())).Messages[2];

        (parsed.IsMissedByClient, parsed.ReceivedFrom).ShouldBe((true, "SuperAwesomeHelpdesk"));
        parsed.File.ShouldBe(new ChatFile
        {
            FileName = "chatra.png",
            Size = 15538,
            IsImage = true,
            Url = "https://ucarecdn.com/cee5c10c-8302-45c1-b1fb-43860ca941a9/",
            ImageInfo = new ChatImage
            {
                Width = 256,
                Height = 256,
                PreviewUrl = "https://ucarecdn.com/cee5c10c-8302-45c1-b1fb-43860ca941a9/-/preview/800x800/-/quality/lighter/",
            },
        });
    }

    private static T Parse<T>(string name, JsonTypeInfo<T> type)
        where T : ChatraEvent
    {
        var json = Payload.ReadWebhook(name);
        var parsed = ChatraWebhook.Parse(Encoding.UTF8.GetBytes(json)).ShouldBeOfType<T>();
        Unknown.In(parsed).ShouldBeEmpty();
        Shown(JsonSerializer.Serialize(parsed, type)).ShouldBeJson(Json.Object(json));
        return parsed;
    }

    /// <summary>Written again; a flag that is false is as one that is absent.</summary>
    private static JsonNode Shown(string written)
    {
        var node = JsonNode.Parse(written)!;
        foreach (var message in node["messages"]?.AsArray() ?? Enumerable.Repeat(node["message"], 1))
        {
            foreach (var (flag, _) in message!.AsObject().Where(property => property.Value!.GetValueKind() == JsonValueKind.False).ToList())
                message.AsObject().Remove(flag);
        }

        return node;
    }
}
