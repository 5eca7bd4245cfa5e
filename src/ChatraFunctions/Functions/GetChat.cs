using ChatraFunctions.Transcripts;
using ChatraFunctions.Transcripts.Formats;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>A stored conversation: as JSON in Chatra's own property names and values, or to read, print or calculate with.</summary>
public sealed class GetChat(ChatReader reader)
{
    [Function(nameof(GetChat))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "chats/{chatId}")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
        {
            var format = FormatChoice.Of(request, ChatFormat.OfOneChat);
            if (format.IsRefused)
                return Answers.Problem(format.Refusal);

            return await reader.ReadAsync(RouteSegment.After(request, "chats"), cancellationToken) is { } chat
                ? new StreamAnswer(
                    format.Value.ContentType,
                    (output, stopping) => ChatDocument.WriteAsync(chat, format.Value, output, stopping),
                    ("Vary", "Accept"),
                    ("Content-Security-Policy", ChatPageStyle.Policy),
                    ("Referrer-Policy", "no-referrer"))
                : Answers.NotFound("There is no chat with this id.");
        });
}
