namespace ChatraFunctions.Transcripts;

/// <summary>A value and the <see cref="EventVersion"/> of the event that it came with.</summary>
internal sealed record Versioned(string Version, string Value)
{
    /// <summary>The one that knows better. The same for any order and any repetition.</summary>
    public static Versioned Later(Versioned one, Versioned other) =>
        string.CompareOrdinal(one.Version, other.Version) >= 0 ? one : other;
}
