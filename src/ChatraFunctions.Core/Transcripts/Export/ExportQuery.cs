using ChatraFunctions.Requests;
using ChatraFunctions.Transcripts.Formats;
using ChatraFunctions.Transcripts.Listing;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Transcripts.Export;

/// <summary>What <c>GET /export</c> asks for.</summary>
/// <param name="Range">The days, of which each chat is in the first that it is found under.</param>
/// <param name="Resume">The first day to be written now; an export that broke off goes on with the day that it broke off in.</param>
/// <param name="Format">How.</param>
public sealed record ExportQuery(DayRange Range, DateOnly Resume, ChatFormat Format)
{
    public string FileName => $"chats-{Range.From:yyyy-MM-dd}-{Range.To:yyyy-MM-dd}.{Format.Extension}";

    public static Outcome<ExportQuery> Read(HttpRequest request, DateOnly today)
    {
        var faults = new List<Fault>();
        var fields = new QueryFields(request.Query, faults);
        var range = ChatQuery.RangeOf(fields, today, orLatest: false);
        if (range is null && faults.Count == 0)
            fields.Fault("from", "a range of days is needed");

        var resume = fields.Day("resume");
        if (resume is { } day && range?.Contains(day) == false)
            fields.Fault("resume", "expected a day of the range");

        if (faults.Count > 0)
            return Refusal.Invalid("The query is not as expected.", faults);

        var format = FormatChoice.Of(request, ChatFormat.OfExports);
        return format.IsRefused ? format.Refusal : new ExportQuery(range!, resume ?? range!.From, format.Value);
    }
}
