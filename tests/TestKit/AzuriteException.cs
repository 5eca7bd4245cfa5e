namespace TestKit;

/// <summary>Azurite is not installed, did not start, or ended by itself.</summary>
public sealed class AzuriteException(string message, bool portTaken = false) : Exception(message)
{
    internal bool PortTaken { get; } = portTaken;
}
