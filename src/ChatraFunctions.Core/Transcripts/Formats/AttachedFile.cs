using System.Text.Json;
using ChatraFunctions.Requests;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>The file of a message, as readers see it.</summary>
/// <param name="Name">Null where Chatra did not say.</param>
/// <param name="Address">
/// Absolute, and <c>http</c> or <c>https</c>; null for anything else, for it is made into a link, and <c>javascript:</c> is an address, too.
/// </param>
internal sealed record AttachedFile(string? Name, string? Address)
{
    public static AttachedFile? Of(StoredMessage message)
    {
        if (message.FileJson is null)
            return null;

        using var document = JsonDocument.Parse(message.FileJson, JsonBody.Stored);
        return new AttachedFile(Text(document.RootElement, "fileName"), Safe(Text(document.RootElement, "url")));
    }

    internal static string? Safe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri.AbsoluteUri : null;

    private static string? Text(JsonElement file, string name) => file.Find(name) is var value && value.IsString() ? value.GetString() : null;
}
