using System.Text.Json.Nodes;

namespace ChatraFunctions.Simulator.Conversations;

/// <summary>
/// A finished conversation: when it ended, how many messages it had then, and how many of them were the visitor's and read by no agent
/// ("number of missed and offline messages").
/// </summary>
internal sealed record Session(
    long FinishedAt,
    int MessageCount,
    int OfflineMessagesCount,
    string HostName,
    JsonObject ChatStartedPage,
    JsonArray Agents,
    JsonArray ViewedPages);
