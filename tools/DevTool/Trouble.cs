namespace DevTool;

/// <summary>Ends a command with a message that tells a person what to do; there is no stack trace to it.</summary>
internal sealed class Trouble(string message) : Exception(message);
