using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Transcripts.Listing;

/// <summary>What <c>GET /chats</c> asks for: the chats of one client, or of some days.</summary>
public sealed record ChatQuery
{
    /// <summary>A search reads the messages themselves; this much of them and no more.</summary>
    public const int MaxSearchDays = 31;

    internal const string ClientPart = "client";

    internal const int MaxLimit = 1000;

    private const int DefaultLimit = 100;
    private const int MaxTextLength = 200;

    /// <summary>Null where the chats of a client are asked for.</summary>
    public DayRange? Range { get; internal init; }

    public string? ClientId { get; private init; }

    public string? AgentId { get; private init; }

    public string? HostName { get; private init; }

    public bool IsMissed { get; private init; }

    /// <summary>Text to be found in messages.</summary>
    public string? Text { get; private init; }

    public int Limit { get; internal init; } = DefaultLimit;

    public Position? Position { get; internal init; }

    internal bool HasFilter => AgentId is not null || HostName is not null || IsMissed;

    /// <param name="parameters">The request's.</param>
    /// <param name="today">In UTC.</param>
    public static Outcome<ChatQuery> Read(IQueryCollection parameters, DateOnly today)
    {
        var faults = new List<Fault>();
        var fields = new QueryFields(parameters, faults);
        var text = fields.Text("q", MaxTextLength);
        var clientId = fields.Text("clientId", TableKey.MaxLength);
        var query = new ChatQuery
        {
            Range = RangeOf(fields, today, orLatest: text is not null && clientId is null),
            ClientId = clientId,
            AgentId = fields.Text("agentId", TableKey.MaxLength),
            HostName = fields.Text("hostName", TableKey.MaxLength),
            IsMissed = fields.Flag("missed"),
            Text = text,
            Limit = fields.Number("limit", 1, MaxLimit, DefaultLimit),
            Position = fields.Text("continuation", int.MaxValue) is { } token ? Position.Parse(token) ?? new Position("", "") : null,
        };
        if (faults.Count == 0)
            query.Check(fields);

        return faults.Count == 0 ? query : Refusal.Invalid("The query is not as expected.", faults);
    }

    /// <summary>The days asked for by <c>day</c>, or by <c>from</c> and perhaps <c>to</c>.</summary>
    internal static DayRange? RangeOf(QueryFields fields, DateOnly today, bool orLatest)
    {
        var (day, from, to) = (fields.Day("day"), fields.Day("from"), fields.Day("to"));
        if (day is not null && (from ?? to) is not null)
            fields.Fault("day", "stands alone, without from and to");
        else if (to is not null && from is null)
            fields.Fault("from", "is needed with to");
        else if (from > (to ?? Later(today, from)))
            fields.Fault("to", "must not be before from");
        else if (day is not null)
            return new DayRange(day.Value, day.Value);
        else if (from is not null)
            return new DayRange(from.Value, to ?? Later(today, from)!.Value);
        else if (orLatest)
            return new DayRange(today.AddDays(1 - MaxSearchDays), today);

        return null;
    }

    private static DateOnly? Later(DateOnly today, DateOnly? from) => from > today ? from : today;

    private void Check(QueryFields fields)
    {
        if ((Range is null) == (ClientId is null))
            fields.Fault("day", "either day (or from and to) or clientId is needed, and not both");

        if (ClientId is not null && HasFilter)
            fields.Fault("clientId", "stands alone: agentId, hostName and missed need a day or a range");

        if (Text is not null && HasFilter)
            fields.Fault("q", "stands alone: it is not combined with agentId, hostName and missed");

        if (Text is not null && ClientId is not null)
            fields.Fault("q", "needs a day or a range, not a clientId");

        if (Text is not null && Range?.Days > MaxSearchDays)
            fields.Fault("from", $"a search takes at most {MaxSearchDays} days");

        if (Position is not null && !IsMine(Position))
            fields.Fault("continuation", "is not from an answer to this query");
    }

    private bool IsMine(Position position) => Range is null
        ? position.Part == ClientPart
        : DayRange.Parse(position.Part) is { } day && Range.Contains(day);
}
