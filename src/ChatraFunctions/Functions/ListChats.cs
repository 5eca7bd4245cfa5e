using ChatraFunctions.Transcripts.Listing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>The chats of some days or of a client, newest first, a page at a time; or those that have a text.</summary>
public sealed class ListChats(ChatLister lister, ChatSearch search, TimeProvider time)
{
    [Function(nameof(ListChats))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "chats")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.OrUnavailable(request, async () =>
        {
            var query = ChatQuery.Read(request.Query, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
            if (query.IsRefused)
                return Answers.Problem(query.Refusal);

            return query.Value.Text is null
                ? Answers.Json(await lister.ListAsync(query.Value, cancellationToken))
                : new StreamAnswer("application/json; charset=utf-8", (output, stopping) => search.WriteAsync(query.Value, output, stopping));
        });
}
