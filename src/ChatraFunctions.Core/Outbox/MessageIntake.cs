using System.Text.Json;
using ChatraFunctions.Customers;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using ChatraFunctions.Telemetry;
using ChatraFunctions.Webhooks;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Outbox;

/// <summary>Takes in a message that the shop wrote itself: <c>POST /messages</c>.</summary>
public sealed class MessageIntake(MessageOutbox outbox, CustomerBindings bindings, WebhookOptions options)
{
    /// <summary>The value of <c>as</c>.</summary>
    public const string AsAgent = "agent";

    private const int MaxIdLength = 1000;

    private static readonly string[] OfAgentsOnly = ["agentEmail", "agentName", "receivedFrom"];

    /// <summary>The message as it was first queued, or why it was not.</summary>
    public async Task<Outcome<QueuedMessage>> QueueAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var activity = Tracing.Begin("queue message");
        var body = await ReadBodyAsync(request, cancellationToken);
        if (body.IsRefused)
            return body.Refusal;

        using var document = body.Value;
        var read = Read(document.RootElement, out var customerId);
        if (read.IsRefused)
            return read.Refusal;

        var message = customerId is not null && await bindings.FindAsync(customerId, cancellationToken) is { } binding
            ? read.Value with { ClientId = binding.ClientId }
            : read.Value;
        var delivery = await outbox.QueueAsync(message with { CustomerId = customerId }, cancellationToken);
        return new QueuedMessage(delivery.Key, delivery.FirstStatus);
    }

    /// <summary>The new text of a message, <c>{"text"}</c>, or why it cannot be one.</summary>
    public async Task<Outcome<string>> ReadTextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(request, cancellationToken);
        if (body.IsRefused)
            return body.Refusal;

        using var document = body.Value;
        var faults = new List<Fault>();
        var fields = new JsonFields(document.RootElement, "", faults);
        var text = fields.Required("text") ?? "";
        CheckText(text, fields);
        return faults.Count == 0 ? text : Refusal.Invalid("The text is not as expected.", faults);
    }

    private async Task<Outcome<JsonDocument>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadJsonAsync(request, options.MaxBodyBytes, cancellationToken);
        return body.IsRefused ? body.Refusal : JsonBody.ParseObject(body.Value);
    }

    private static Outcome<NewMessage> Read(JsonElement body, out string? customerId)
    {
        var faults = new List<Fault>();
        var fields = new JsonFields(body, "", faults);
        var clientId = fields.Optional("clientId", MaxIdLength);
        customerId = fields.OptionalId("customerId", MaxIdLength);
        var message = new NewMessage(
            fields.OptionalId("key", MaxIdLength) ?? Guid.CreateVersion7().ToString("N"),
            clientId,
            fields.Required("text") ?? "",
            fields.Optional("agentId", MaxIdLength),
            fields.Optional("groupId", MaxIdLength))
        {
            Kind = ReadKind(fields),
            AgentEmail = fields.Optional("agentEmail", MaxIdLength),
            AgentName = fields.Optional("agentName", MaxIdLength),
            ReceivedFrom = fields.Optional("receivedFrom", MaxIdLength),
        };

        var areReadable = !faults.Exists(fault => fault.Pointer is "/clientId" or "/customerId");
        if (areReadable && (clientId is null) == (customerId is null))
            fields.Fault("clientId", "either clientId or customerId is required, and not both");

        Check(message, customerId, fields);
        return faults.Count == 0 ? message : Refusal.Invalid("The message is not as expected.", faults);
    }

    private static void Check(NewMessage message, string? customerId, JsonFields fields)
    {
        if (customerId is not null && !TableKey.Fits(customerId))
            fields.Fault("customerId", "is too long for a key");

        if (!TableKey.Fits(message.Key))
            fields.Fault("key", $"must have at most {TableKey.MaxLength} characters");

        CheckText(message.Text, fields);

        if (message.Key.StartsWith(VisitorUpdates.KeyPrefix, StringComparison.Ordinal))
            fields.Fault("key", $"must not begin with {VisitorUpdates.KeyPrefix}, as those of updates of customers do");

        if (message.Kind == DeliveryKind.AgentMessage)
            CheckAgent(message, fields);
        else
            CheckPushed(message, fields);
    }

    private static DeliveryKind ReadKind(JsonFields fields)
    {
        var speaker = fields.Optional("as");
        if (speaker is not (null or AsAgent))
            fields.Fault("as", $"must be {AsAgent}, or be left out for an automated message");

        return speaker == AsAgent ? DeliveryKind.AgentMessage : DeliveryKind.PushedMessage;
    }

    private static void CheckPushed(NewMessage message, JsonFields fields)
    {
        if (message.AgentId is not null && message.GroupId is not null)
            fields.Fault("groupId", "must not be given together with agentId");

        string?[] given = [message.AgentEmail, message.AgentName, message.ReceivedFrom];
        foreach (var (name, _) in OfAgentsOnly.Zip(given).Where(field => field.Second is not null))
            fields.Fault(name, $"goes with \"as\": \"{AsAgent}\" only");
    }

    /// <summary>One agent of two ways to name one, as Chatra has it (REST API, messages).</summary>
    private static void CheckAgent(NewMessage message, JsonFields fields)
    {
        if (message.GroupId is not null)
            fields.Fault("groupId", "an agent is one person; give agentId, or agentEmail");

        if (message.AgentId is not null)
        {
            if (message.AgentEmail is not null)
                fields.Fault("agentEmail", "must not be given together with agentId");
            if (message.AgentName is not null)
                fields.Fault("agentName", "goes with agentEmail only");
        }
        else if (message.AgentEmail is null)
        {
            fields.Missing("agentId", "is required, or agentEmail with agentName and receivedFrom");
        }
        else
        {
            if (message.AgentName is null)
                fields.Missing("agentName", "is required with agentEmail");
            if (message.ReceivedFrom is null)
                fields.Missing("receivedFrom", "is required with agentEmail");
        }
    }

    private static void CheckText(string text, JsonFields fields)
    {
        if (text.Length > MessageText.MaxLength)
            fields.Fault("text", $"must have at most {MessageText.MaxLength} characters");
    }
}
