namespace ChatraFunctions.Erasure;

/// <summary>The stages of an erasure, in their order: what leads to other things goes last.</summary>
internal enum ErasureStage
{
    /// <summary>Which customers the client is bound to, and their tombstones.</summary>
    Customers,
    OrderTombstones,
    Chats,

    /// <summary>A single chat, and nothing after it.</summary>
    Chat,
    Deliveries,
    Orders,

    /// <summary>Blobs of events.</summary>
    Payloads,
    Bindings,

    /// <summary>All that is too old, whoever's it is.</summary>
    ExpiredChats,
    ExpiredDeliveries,
}
