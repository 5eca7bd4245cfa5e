using ChatraFunctions.Transcripts;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions;

/// <summary>A chat as JSON, written as it goes.</summary>
internal sealed class ChatAnswer(StoredChat chat) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        return ChatJson.WriteAsync(chat, httpContext.Response.BodyWriter, httpContext.RequestAborted);
    }
}
