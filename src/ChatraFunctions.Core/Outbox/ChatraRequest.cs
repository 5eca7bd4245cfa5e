using Chatra.Api;
using ChatraFunctions.Customers;

namespace ChatraFunctions.Outbox;

/// <summary>The request on Chatra that a delivery's task is.</summary>
internal static class ChatraRequest
{
    /// <param name="chatra">Chatra.</param>
    /// <param name="delivery">What is to be done.</param>
    /// <param name="customer">Whose data it is that an <see cref="DeliveryTask.UpdateVisitor"/> is about.</param>
    /// <returns>Chatra's id of the message; empty where it is about none.</returns>
    /// <exception cref="ChatraApiException">It was not done, or it is not known.</exception>
    public static async Task<string> SendAsync(ChatraClient chatra, Delivery delivery, Customer? customer)
    {
        switch (delivery.Task)
        {
            case DeliveryTask.UpdateVisitor:
                await chatra.Clients.UpdateAsync(customer!.ClientId!, VisitorUpdates.Changes(delivery, customer.Details), CancellationToken.None);
                return "";
            case DeliveryTask.Edit:
                await EditAsync(chatra, delivery);
                return delivery.MessageId!;
            case DeliveryTask.Delete:
                await DeleteAsync(chatra, delivery);
                return delivery.MessageId!;
            default:
                return await CreateAsync(chatra, delivery);
        }
    }

    private static async Task<string> CreateAsync(ChatraClient chatra, Delivery delivery) => delivery.Kind == DeliveryKind.AgentMessage
        ? (await chatra.Messages.CreateAsync(AsAgent(delivery), CancellationToken.None)).Id
        : (await chatra.PushedMessages.CreateAsync(
            new NewPushedMessage(delivery.ClientId!, delivery.Text, delivery.AgentId, delivery.GroupId), CancellationToken.None)).Id;

    private static Task EditAsync(ChatraClient chatra, Delivery delivery) => delivery.Kind == DeliveryKind.AgentMessage
        ? chatra.Messages.UpdateAsync(delivery.MessageId!, delivery.Text, CancellationToken.None)
        : chatra.PushedMessages.UpdateAsync(delivery.MessageId!, delivery.Text, CancellationToken.None);

    private static Task DeleteAsync(ChatraClient chatra, Delivery delivery) => delivery.Kind == DeliveryKind.AgentMessage
        ? chatra.Messages.DeleteAsync(delivery.MessageId!, CancellationToken.None)
        : chatra.PushedMessages.DeleteAsync(delivery.MessageId!, CancellationToken.None);

    private static Chatra.Api.NewMessage AsAgent(Delivery delivery) => delivery.AgentId is { } agentId
        ? Chatra.Api.NewMessage.FromAgent(delivery.ClientId!, delivery.Text, agentId, delivery.ReceivedFrom)
        : Chatra.Api.NewMessage.FromHelpdesk(delivery.ClientId!, delivery.Text, delivery.AgentEmail!, delivery.AgentName!, delivery.ReceivedFrom!);
}
