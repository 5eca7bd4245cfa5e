using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>Which form a caller wants: <c>?format=</c>, else <c>Accept</c> as RFC 9110 has it, else the first.</summary>
public static class FormatChoice
{
    public static Outcome<ChatFormat> Of(HttpRequest request, IReadOnlyList<ChatFormat> formats)
    {
        if (request.Query["format"].FirstOrDefault() is { Length: > 0 } name)
        {
            var named = formats.FirstOrDefault(format => name.Equals(format.Name, StringComparison.OrdinalIgnoreCase) || name.Equals(format.Extension, StringComparison.OrdinalIgnoreCase));
            return named is null
                ? Refusal.Invalid("There is no such format.", [new Fault("?format", $"expected one of {string.Join(", ", formats.Select(format => format.Name))}")])
                : named;
        }

        if (!MediaTypeHeaderValue.TryParseList([.. request.Headers.Accept.OfType<string>()], out var ranges) || ranges.Count == 0)
            return formats[0];

        var best = formats.MaxBy(format => Quality(ranges, format.MediaType))!; // Of several alike the first.
        return Quality(ranges, best.MediaType) > 0
            ? best
            : new Refusal(RefusalReason.NotAcceptable, $"It is to be had as {string.Join(", ", formats.Select(format => format.MediaType))}.");
    }

    /// <summary>What the most specific range that has the type says of it.</summary>
    private static double Quality(IList<MediaTypeHeaderValue> ranges, string mediaType)
    {
        var type = new MediaTypeHeaderValue(mediaType);
        var range = ranges
            .Where(range => range.MatchesAllTypes || (Same(range.Type, type.Type) && (range.MatchesAllSubTypes || Same(range.SubType, type.SubType))))
            .MaxBy(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2);
        return range is null ? 0 : range.Quality ?? 1;
    }

    private static bool Same(StringSegment one, StringSegment other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
