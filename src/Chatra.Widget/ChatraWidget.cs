using System.Text.Json;

namespace Chatra.Widget;

/// <summary>Chatra's widget on a page of one customer, in the forms in which a page can take it.</summary>
public sealed class ChatraWidget
{
    /// <param name="id">The account: the public key of Chatra's settings page, which is no secret.</param>
    /// <exception cref="ChatraWidgetException">It is empty.</exception>
    public ChatraWidget(string id) => Id = Rule.NotEmpty("ID", id) ?? throw Rule.Refuse("ID", "the account's public key", value: null);

    /// <summary>Where Chatra's own script is.</summary>
    public static Uri OfficialScript { get; } = new("https://call.chatra.io/chatra.js");

    /// <summary>The account: <c>window.ChatraID</c>.</summary>
    public string Id { get; }

    /// <summary><c>window.ChatraSetup</c></summary>
    public ChatraSetup Setup { get; init; } = new();

    /// <summary><c>window.ChatraIntegration</c>; null leaves it out.</summary>
    public ChatraIntegration? Integration { get; init; }

    /// <summary>Calls that the page makes once the loader has run; Chatra keeps them until it is there.</summary>
    public IReadOnlyList<ChatraCall> Calls { get; init; } = [];

    /// <summary>The widget's script: Chatra's own unless you test. <c>https</c>, or <c>http</c> on this machine.</summary>
    public Uri ScriptAddress
    {
        get;
        init => field = IsSafe(value) ? value : throw Rule.Refuse("script address", "an absolute https address, or http on this machine", value);
    } = OfficialScript;

    /// <summary>
    /// What to put into a page, best before <c>&lt;/head&gt;</c>: set-up, integration data, Chatra's own widget code, calls. A policy needs
    /// <c>script-src</c> with the nonce (or <see cref="ScriptHashes"/>) and the script's origin.
    /// </summary>
    /// <param name="nonce">Of the page's Content-Security-Policy; null without one.</param>
    /// <exception cref="ChatraWidgetException">Settings do not fit together, or this is no nonce.</exception>
    public string ToHtml(string? nonce = null) => Snippet.Html(this, nonce);

    /// <summary>The inline scripts of <see cref="ToHtml"/> as sources of a <c>script-src</c>, where there is no nonce: <c>'sha256-…'</c>.</summary>
    public IReadOnlyList<string> ScriptHashes() => [.. Snippet.Scripts(this).Select(Snippet.Hash)];

    /// <summary>
    /// All of it as JSON, which may also be put into a script as it is: <c>{"id","script","setup","integration","calls","page"}</c>. JSON has no
    /// functions: <c>page</c> has the names of the page's own, by setting.
    /// </summary>
    public string ToJson() => Script.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("script", ScriptAddress.AbsoluteUri);
        WriteSettings(json);
        if (Calls.Count > 0)
        {
            json.WriteStartArray("calls");
            foreach (var call in Calls)
                json.WriteRawValue(call.ToJson());

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    /// <summary>
    /// The configuration of the npm module <c>@chatra/chatra</c>, as JSON: <c>Chatra('init', config)</c>. <c>page</c>, which the module does not
    /// look at, has the names of the page's own functions.
    /// </summary>
    public string ToNpmJson() => Script.Json(json =>
    {
        json.WriteStartObject();
        WriteSettings(json);
        json.WriteString("ID", Id);
        json.WriteEndObject();
    });

    /// <summary>The same as an expression of JavaScript, with the page's own functions in it.</summary>
    public string ToNpmJavaScript() => Script.Json(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("setup");
        SetupWriter.WriteJavaScript(json, Setup);
        WriteIntegration(json);
        json.WriteString("ID", Id);
        json.WriteEndObject();
    });

    /// <summary>Whether <see cref="ToHtml"/> takes this as a nonce: 16 characters or more of Base64.</summary>
    /// <param name="nonce">Perhaps one.</param>
    public static bool IsNonce(string nonce)
    {
        ArgumentNullException.ThrowIfNull(nonce);
        return Nonce.IsOne(nonce);
    }

    /// <summary>What is set, not what it holds.</summary>
    public override string ToString() => $"{nameof(ChatraWidget)} {{ {Setup}, {Integration?.ToString() ?? "no integration"} }}";

    private static bool IsSafe(Uri address) => address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private void WriteSettings(Utf8JsonWriter json)
    {
        json.WritePropertyName("setup");
        SetupWriter.WriteJson(json, Setup);
        WriteIntegration(json);
        var own = SetupWriter.OfThePage(Setup);
        if (own.Count == 0)
            return;

        json.WriteStartObject("page");
        foreach (var (setting, path) in own)
            json.WriteString(setting, path);

        json.WriteEndObject();
    }

    private void WriteIntegration(Utf8JsonWriter json)
    {
        if (Integration is null)
            return;

        json.WritePropertyName("integration");
        Integration.WriteTo(json);
    }
}
