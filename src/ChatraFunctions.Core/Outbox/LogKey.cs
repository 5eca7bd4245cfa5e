using System.Security.Cryptography;
using System.Text;

namespace ChatraFunctions.Outbox;

/// <summary>
/// A delivery's key as a log may show it. The one of a customer's update holds the shop's id of the customer, which may be an e-mail address
/// or a phone number: see <c>Orders__MatchGuestsBy</c>.
/// </summary>
internal static class LogKey
{
    private const int Length = 12;

    public static string Of(string key) => key.StartsWith(VisitorUpdates.KeyPrefix, StringComparison.Ordinal)
        ? $"{VisitorUpdates.KeyPrefix}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..Length]}"
        : key;
}
