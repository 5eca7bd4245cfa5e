namespace ChatraFunctions.LocalHost;

/// <summary>How a <see cref="LocalFunctionsHost"/> shows itself on this machine.</summary>
public sealed record LocalHostOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where its log goes; none by default.</summary>
    public Action<ILoggingBuilder> Logging { get; init; } = _ => { };
}
