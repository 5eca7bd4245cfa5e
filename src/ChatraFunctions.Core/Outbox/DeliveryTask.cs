namespace ChatraFunctions.Outbox;

/// <summary>A request on Chatra that a delivery needs.</summary>
public enum DeliveryTask
{
    /// <summary>Chatra does not have the message yet.</summary>
    Create,

    /// <summary>Chatra has another text.</summary>
    Edit,

    /// <summary>Chatra has it, and is not to.</summary>
    Delete,

    /// <summary>Chatra is to know of the visitor what the shop knows.</summary>
    UpdateVisitor,
}
