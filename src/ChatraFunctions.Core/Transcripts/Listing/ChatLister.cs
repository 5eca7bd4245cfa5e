using ChatraFunctions.Requests;

namespace ChatraFunctions.Transcripts.Listing;

/// <summary>Lists chats from the index, newest first: nothing is read that is not shown.</summary>
public sealed class ChatLister
{
    /// <summary>A day without chats costs a call, too; a page that has looked at so many days ends there, and the next one goes on.</summary>
    private const int MaxDays = 31;

    private readonly ChatIndex _index;

    internal ChatLister(ChatIndex index) => _index = index;

    /// <summary>One call on storage for each day that it looks at.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage cannot be reached.</exception>
    public async Task<ChatPage> ListAsync(ChatQuery query, CancellationToken cancellationToken)
    {
        var page = await ReadAsync(query, cancellationToken);
        return new ChatPage(query.Range?.From, query.Range?.To, [.. page.Entries.Select(entry => entry.Chat)], page.Next?.ToToken());
    }

    internal async Task<IndexPage> ReadAsync(ChatQuery query, CancellationToken cancellationToken)
    {
        var entries = new List<(Position, ListedChat)>();
        var days = 0;
        var after = query.Position?.Key ?? "";
        foreach (var section in IndexSection.Of(query))
        {
            if (days++ == MaxDays)
                return new IndexPage(entries, new Position(section.Part, ""));

            await foreach (var page in _index.ReadAsync(section, after, query.Limit - entries.Count, cancellationToken))
            {
                var wanted = page.Values.Take(query.Limit - entries.Count).ToList();
                entries.AddRange(wanted.Select(row => (new Position(section.Part, row.RowKey), ListedChat.Read(row))));
                if (entries.Count == query.Limit)
                    return new IndexPage(entries, IsLast(query, section) && page.ContinuationToken is null && wanted.Count == page.Values.Count ? null : entries[^1].Item1);
            }

            after = "";
        }

        return new IndexPage(entries, Next: null);
    }

    private static bool IsLast(ChatQuery query, IndexSection section) => query.Range is null || section.Part == DayRange.Name(query.Range.From);
}
