using ChatraFunctions.Transcripts.Export;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>The chats of a range of days as one file, written as it is read.</summary>
public sealed class ExportChats(ChatExport export, TimeProvider time)
{
    [Function(nameof(ExportChats))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "export")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = ExportQuery.Read(request, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        return Task.FromResult(query.IsRefused
            ? Answers.Problem(query.Refusal)
            : new StreamAnswer(
                query.Value.Format.ContentType,
                (output, stopping) => export.WriteAsync(query.Value, output, stopping),
                ("Content-Disposition", $"attachment; filename=\"{query.Value.FileName}\"")));
    }
}
