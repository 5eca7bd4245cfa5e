using System.IO.Pipelines;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions;

/// <summary>
/// An answer that is written as it goes. Nothing of it leaves before it is flushed for the first time: where storage fails until then,
/// the answer is still 503. Later on there is no other way to say so than to break off.
/// </summary>
internal sealed class StreamAnswer(string contentType, Func<PipeWriter, CancellationToken, Task> write, params (string Name, string Value)[] headers) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        Answers.KeepFromCaches(httpContext.Response);
        // The response's own writer could not take back what was written and not flushed yet.
        var output = PipeWriter.Create(httpContext.Response.Body, new StreamPipeWriterOptions(leaveOpen: true));
        try
        {
            httpContext.Response.ContentType = contentType;
            httpContext.Response.Headers.XContentTypeOptions = "nosniff";
            foreach (var (name, value) in headers)
                httpContext.Response.Headers[name] = value;

            await write(output, httpContext.RequestAborted);
            await output.CompleteAsync();
        }
        catch (Exception exception) when (StorageOutage.Is(exception) && !httpContext.Response.HasStarted && !httpContext.RequestAborted.IsCancellationRequested)
        {
            await output.CompleteAsync(exception);
            Outages.Log(httpContext, exception);
            httpContext.Response.Clear();
            await Answers.Problem(new Refusal(RefusalReason.Unavailable, "The storage account does not answer as it should. Try again.")).ExecuteAsync(httpContext);
        }
    }
}
