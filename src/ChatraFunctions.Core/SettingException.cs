namespace ChatraFunctions;

/// <summary>A missing or nonsensical setting. Its message is one line that starts with the setting's name.</summary>
public sealed class SettingException : Exception
{
    public SettingException(string message)
        : base(message)
    {
    }

    public SettingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
