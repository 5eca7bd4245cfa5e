using System.Collections.Immutable;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// What the row <c>chat</c> knows: the earliest instant of all events, and of each other thing the value of the event that knows
/// better. Any order and any repetition of <see cref="With"/> gives the same.
/// </summary>
internal sealed record ChatState
{
    private static readonly ImmutableSortedDictionary<string, Versioned> Nothing = ImmutableSortedDictionary.Create<string, Versioned>(StringComparer.Ordinal);

    public required string ChatId { get; init; }

    public required IndexPlace Place { get; init; }

    /// <summary>The visitor as JSON, as it came.</summary>
    public required Versioned Client { get; init; }

    /// <summary>Absent until a <c>chatStarted</c> or <c>chatTranscript</c> tells it.</summary>
    public Versioned? HostName { get; init; }

    /// <summary>
    /// Everything else at the top of a <c>chatStarted</c> or <c>chatFragment</c>, as raw JSON by name: the agents, the page, what we do
    /// not know. A transcript's stands in its session row.
    /// </summary>
    public ImmutableSortedDictionary<string, Versioned> Extra { get; init; } = Nothing;

    /// <summary>Which events' runs are at the index now, and for which places; see <see cref="TranscriptWriter"/>.</summary>
    public ImmutableDictionary<string, IReadOnlyList<IndexPlace>> Moving { get; init; } = ImmutableDictionary<string, IReadOnlyList<IndexPlace>>.Empty;

    public static ChatState Of(ChatEvent chatEvent, string version)
    {
        var startedAt = chatEvent.Messages.Select(message => (long?)message.CreatedAt).Min();
        var hostName = chatEvent.Root.Find("hostName");
        return new ChatState
        {
            ChatId = chatEvent.ChatId,
            Place = new IndexPlace(startedAt, chatEvent.ClientId),
            Client = new Versioned(version, chatEvent.Client.GetRawText()),
            HostName = hostName.IsString() ? new Versioned(version, hostName.GetString()!) : null,
            Extra = ExtraOf(chatEvent, version),
        };
    }

    /// <summary>Also what the other one knows, which may be the same.</summary>
    public ChatState With(ChatState other) => this with
    {
        Place = new IndexPlace(
            Earlier(Place.StartedAt, other.Place.StartedAt),
            (Versioned.Later(Client, other.Client) == Client ? this : other).Place.ClientId),
        Client = Versioned.Later(Client, other.Client),
        HostName = HostName is null ? other.HostName : other.HostName is null ? HostName : Versioned.Later(HostName, other.HostName),
        Extra = other.Extra.Aggregate(Extra, (extra, pair) =>
            extra.SetItem(pair.Key, extra.TryGetValue(pair.Key, out var mine) ? Versioned.Later(mine, pair.Value) : pair.Value)),
    };

    /// <summary>Whether the other one's row would say something else.</summary>
    public bool Differs(ChatState other) =>
        Place != other.Place || Client.Version != other.Client.Version || HostName?.Version != other.HostName?.Version
        || !Extra.SequenceEqual(other.Extra);

    private static ImmutableSortedDictionary<string, Versioned> ExtraOf(ChatEvent chatEvent, string version)
    {
        if (chatEvent.Name is EventNames.ChatTranscript)
            return Nothing;

        var messages = chatEvent.Name is EventNames.ChatStarted ? "message" : "messages";
        return Nothing.AddRange(chatEvent.Root.EnumerateObject()
            .Where(property => property.Name is not ("eventName" or "client") && property.Name != messages
                && !(property.Name is "hostName" && property.Value.IsString()))
            .Select(property => KeyValuePair.Create(property.Name, new Versioned(version, property.Value.GetRawText()))));
    }

    private static long? Earlier(long? one, long? other) => one < other || other is null ? one : other;
}
