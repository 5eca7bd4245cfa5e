using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatraFunctions;

/// <summary>What every HTTP function answers with: its value as JSON, or an RFC 9457 problem.</summary>
internal static class Answers
{
    /// <summary>Seconds after which a sender may try again what storage did not take.</summary>
    private const int RetryAfterSeconds = 5;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // It is served as JSON, never put into a page.
    };

    public static IResult Json(object value, int status = StatusCodes.Status200OK) => Results.Json(value, Options, statusCode: status);

    public static IResult Json<T>(Outcome<T> outcome, int status)
        where T : class => outcome.IsRefused ? Problem(outcome.Refusal) : Json(outcome.Value, status);

    public static IResult NotFound(string detail) => Problem(new Refusal(RefusalReason.NotFound, detail));

    public static IResult Problem(Refusal refusal) => new ProblemAnswer(RetryAfter(refusal), Results.Json(
        new
        {
            type = "about:blank",
            title = ReasonPhrases.GetReasonPhrase((int)refusal.Reason),
            status = (int)refusal.Reason,
            detail = refusal.Detail,
            errors = refusal.Faults.Count > 0 ? refusal.Faults : null,
        },
        Options,
        "application/problem+json",
        (int)refusal.Reason));

    private static int? RetryAfter(Refusal refusal)
    {
        if (refusal.Reason != RefusalReason.Unavailable)
            return null;

        return refusal.RetryAfter is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : RetryAfterSeconds;
    }

    /// <summary>No cache keeps what is answered, be it an error: it may hold a customer's <c>clientId</c>, or what they said.</summary>
    public static void KeepFromCaches(HttpResponse response) => response.OnStarting(() => // Last of all: an answer that fails is cleared, headers and all.
    {
        response.Headers.CacheControl = "private, no-store";
        return Task.CompletedTask;
    });

    /// <summary>Runs what needs storage; when storage does not do its part, the answer is 503. No cache keeps either.</summary>
    public static async Task<IResult> OrUnavailable(HttpRequest request, Func<Task<IResult>> answer)
    {
        KeepFromCaches(request.HttpContext.Response);
        try
        {
            return await answer();
        }
        catch (Exception exception) when (StorageOutage.Is(exception) && !request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            Outages.Log(request.HttpContext, exception);
            return Problem(new Refusal(RefusalReason.Unavailable, "The storage account does not answer as it should. Try again."));
        }
    }
}
