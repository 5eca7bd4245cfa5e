using ChatraFunctions.Transcripts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>A stored conversation, in Chatra's own property names and values.</summary>
public sealed class GetChat(ChatReader reader)
{
    [Function(nameof(GetChat))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "chats/{chatId}")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
            await reader.ReadAsync(RouteSegment.After(request, "chats"), cancellationToken) is { } chat
                ? new ChatAnswer(chat)
                : Answers.NotFound("There is no chat with this id."));
}
