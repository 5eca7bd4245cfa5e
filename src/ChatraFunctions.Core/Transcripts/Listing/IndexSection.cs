namespace ChatraFunctions.Transcripts.Listing;

/// <summary>A part of the index that a query reads: one range of keys in one partition.</summary>
/// <param name="Part">Its name in a <see cref="Requests.Position"/>.</param>
/// <param name="Partition">The partition.</param>
/// <param name="First">Keys are greater than this.</param>
/// <param name="After">Keys are less than this.</param>
/// <param name="Filter">What else must be true of a row, as OData; null for nothing.</param>
internal sealed record IndexSection(string Part, string Partition, string First, string After, string? Filter)
{
    /// <summary>Starts and ends have keys that begin with a digit.</summary>
    private const string FirstOfAll = "0";
    private const string AfterAll = ":";

    /// <summary>The parts of a query from its position on, newest first.</summary>
    public static IEnumerable<IndexSection> Of(ChatQuery query)
    {
        if (query.ClientId is not null)
            return [new IndexSection(ChatQuery.ClientPart, IndexKeys.Client(query.ClientId), FirstOfAll, AfterAll, null)];

        var (first, after) = FacetOf(query) is { } facet ? (facet, facet[..^1] + '.') : (FirstOfAll, AfterAll);
        var filter = FilterOf(query);
        var last = query.Position is { } position ? DayRange.Parse(position.Part)!.Value : query.Range!.To;
        return DaysOf(query.Range! with { To = last }).Select(day => new IndexSection(DayRange.Name(day), IndexKeys.Day(day), first, after, filter));
    }

    /// <summary>All starts and ends of a day, newest first.</summary>
    public static IndexSection Of(DateOnly day) => new(DayRange.Name(day), IndexKeys.Day(day), FirstOfAll, AfterAll, null);

    /// <summary>The one that is likely to be the shortest; the others are filters on it.</summary>
    private static string? FacetOf(ChatQuery query) =>
        query.AgentId is not null ? IndexKeys.Agent(query.AgentId)
        : query.IsMissed ? IndexKeys.Missed
        : query.HostName is not null ? IndexKeys.Host(query.HostName)
        : null;

    private static string? FilterOf(ChatQuery query)
    {
        var conditions = new List<string>();
        if (query.IsMissed && query.AgentId is not null)
            conditions.Add("OfflineMessagesCount gt 0");

        if (query.HostName is not null && (query.IsMissed || query.AgentId is not null))
            conditions.Add(Azure.Data.Tables.TableClient.CreateQueryFilter($"Host eq {IndexKeys.Folded(query.HostName)}"));

        return conditions.Count == 0 ? null : string.Join(" and ", conditions);
    }

    private static IEnumerable<DateOnly> DaysOf(DayRange range)
    {
        for (var day = range.To; day >= range.From; day = day.AddDays(-1))
        {
            yield return day;
            if (day == DateOnly.MinValue)
                yield break;
        }
    }
}
