namespace ChatraFunctions.LocalHost;

/// <summary>A function that this host does not know how to run as the Functions host would; its message says which and why.</summary>
public sealed class UnknownFunctionException : Exception
{
    public UnknownFunctionException(string message)
        : base(message)
    {
    }

    internal UnknownFunctionException(string function, string why)
        : base($"{function}: {why}")
    {
    }
}
