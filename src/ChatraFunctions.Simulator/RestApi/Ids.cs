using System.Security.Cryptography;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>Ids as in the documentation ("AXCR3k9bpSY7bpuh7"): 17 characters that cannot be mistaken for each other.</summary>
internal static class Ids
{
    private const int Length = 17;
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);
}
